import { Hono } from 'hono';
import { partnershipId } from '../../../shared/domain/cohort.ts';
import type { Partnership } from '../../../shared/domain/partnership.ts';
import { canForget, type Kept, keptNamed } from '../../../shared/domain/personal.ts';
import { readHistory } from '../../../shared/records/history.ts';
import { readPartnership } from '../../../shared/records/partnerships.ts';
import { eraseData, takeCopy } from '../../../shared/use-cases/personal-data.ts';
import { confirmation } from '../forms/confirm.ts';
import { read } from '../forms/fault.ts';
import { goTo, mend, page, refusal } from '../page.ts';
import type { Asked, Web } from '../web-parts.ts';

/** What is kept about one person: a copy for her, or its end, when she asks for it. */
export const personal = new Hono<Web>();

interface Form {
  readonly title: string;
  readonly button: string;
  readonly explains: readonly string[];
  readonly tick: string;
}

const forms = {
  copy: (_p, { name }) => ({
    title: `Export what is kept about ${name}`,
    button: 'Download the file',
    explains: [
      `A file for ${name} alone: what was asked, answered and sent, and the sessions. It holds answers that you would otherwise never see, so pass it on unread.`,
      'The history says that you took it.',
    ],
    tick: `${name} has asked for a copy`,
  }),
  erase: (p, { name, named, until }) => ({
    title: `Erase what is kept about ${name}`,
    button: 'Erase',
    explains: [
      'Answers and drafts are erased, and are in no result worked out after that. Results worked out before stay as they are: they are counts of five or more people. What was signed and when things were done stays: the law may ask for it.',
      canForget(p, named)
        ? 'The name and the address go too, everywhere except beside a signature.'
        : until
          ? 'The name and the address stay for now, because an email still goes there.'
          : 'The name and the address stay while the school takes part, because emails go there; they can be erased once its part is over.',
      'This cannot be undone.',
    ],
    tick: `${name} has asked for this`,
  }),
} as const satisfies Record<string, (p: Partnership, person: Kept) => Form>;

const NAMES = `/:person/:form{${Object.keys(forms).join('|')}}`;

async function named(c: Asked) {
  const { cohort, parts } = c.var;
  const kept = await readPartnership(parts.table, partnershipId(cohort.id, c.req.param('urn') ?? ''));
  const person = kept && keptNamed(kept.value, c.req.param('person') ?? '');
  const which: keyof typeof forms = c.req.param('form') === 'erase' ? 'erase' : 'copy';
  const home = `/cohorts/${cohort.id}/schools/${c.req.param('urn')}`;
  return kept && person && { partnership: kept.value, person, which, home };
}

type Named = NonNullable<Awaited<ReturnType<typeof named>>>;

const form = (c: Asked, { partnership, person, which, home }: Named) => ({
  ...forms[which](partnership, person),
  shown: person.erased,
  school: partnership.school,
  back: home,
  action: c.req.path,
  posted: {},
});

personal.get(NAMES, async (c) => {
  const it = await named(c);
  return it ? page(c, 'cohort/act', form(c, it)) : refusal(c, 404);
});

personal.post(NAMES, async (c) => {
  const { parts, posted } = c.var;
  const it = await named(c);
  if (!it) return refusal(c, 404);
  const { partnership, person, which, home } = it;
  const ticked = read(confirmation(`Tick the box if ${person.name} has asked for this`), posted);
  if ('faults' in ticked) return mend(c, 'cohort/act', { ...form(c, it), ...ticked });
  if (which === 'erase') {
    const done = await eraseData(parts, partnership.id, person.named, posted.shown ?? '');
    return done ? goTo(c, `${home}?told=${done === 'already' ? 'already' : 'erase'}`) : refusal(c, 404);
  }
  const copy = await takeCopy(parts, partnership.id, person.named, await readHistory(parts.table, partnership.id));
  if (!copy) return refusal(c, 404);
  return c.body(`${JSON.stringify(copy, null, 2)}\n`, 200, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Disposition': `attachment; filename="${person.named}-${partnership.urn}.json"`,
  });
});
