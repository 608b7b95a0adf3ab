import { localDate, plusDays } from '#calendar/london.ts';
import { isOpen } from '#domain/obligations/obligation.ts';
import { hasEnded } from '#domain/partnership/partnership.ts';
import { inviteAgain } from '#domain/partnership/signing.ts';
import { correctAddress, replacePerson, reportGone } from '#domain/people/acts.ts';
import { confirmChange, refuseChange } from '#domain/people/confirm-acts.ts';
import { isConfirmation } from '#domain/people/confirmers.ts';
import { endLinks, newLink } from '#domain/people/link-acts.ts';
import type { Gone, Person } from '#domain/people/person.ts';
import { withdrawSchool } from '#domain/people/withdrawal.ts';
import { endCohortEarly } from '#use-cases/end-cohort.ts';
import { withdraw } from '#use-cases/withdraw.ts';
import { newcomer } from './owed-acts.ts';
import { by, type PlayedAct, type Scene, type SomeAct } from './scene.ts';

/** Something that is done about somebody of the school. */
const about = (name: string, weight: number, doing: (person: Person, scene: Scene) => PlayedAct): SomeAct => ({
  name,
  weight,
  doing: (scene) => {
    const { people } = scene.partnership;
    return people.length > 0 ? doing(scene.random.pick(people), scene) : undefined;
  },
});

/** Mostly from today on, sometimes from a day to come. */
const fromDay = ({ random, now }: Scene): string =>
  plusDays(localDate(now), random.chance(0.6) ? 0 : random.int(1, 40));

/** Somebody withdraws from the programme. */
export const withdraws = (id: string, seat: string): PlayedAct => ({
  line: `${seat}: withdraws`,
  perform: (parts) => withdraw(parts, id, seat, seat),
});

/** People leave, are replaced, come back; schools withdraw; the lead ends it all. */
export const peopleActs: readonly SomeAct[] = [
  about('replace', 3, ({ id, email }, scene) => {
    const { partnership: p, random } = scene;
    const from = fromDay(scene);
    // now and then it is somebody who is there already
    const successor = random.chance(0.2) ? random.pick(p.people) : newcomer(random);
    return by(`replaces ${id} (${email}) from ${from} by ${successor.email}`, p.id, 'lead', (now, cohort, at) =>
      replacePerson(now, cohort, id, { name: successor.name, email: successor.email }, from, 'lead', at),
    );
  }),
  about('correct address', 1, ({ id }, { partnership: p, random }) => {
    const { email } = newcomer(random);
    return by(`corrects the address of ${id}: ${email}`, p.id, 'lead', (now, cohort, at) =>
      correctAddress(now, cohort, id, email, 'lead', at),
    );
  }),
  about('new link', 2, ({ id }, { partnership: p, random }) => {
    const task = random.chance(0.5) ? random.pick([...p.obligations.map((o) => o.id), undefined]) : undefined;
    const spent = random.chance(0.2);
    return by(`asks for a new link${task ? ` to ${task}` : ''}`, p.id, id, (now, _cohort, at) =>
      newLink(now, id, { task, spent }, at),
    );
  }),
  about('end links', 1, ({ id, links = 1 }, { partnership: p }) =>
    by(`ends the links of ${id}`, p.id, 'lead', (now, cohort, at) => endLinks(now, cohort, id, links, at)),
  ),
  about('leave', 3, ({ id }, { partnership: p, random }) => {
    const how = random.pick<Gone>(['left', 'not-me']);
    return by(`is gone (${how})`, p.id, id, (now, cohort, at) => reportGone(now, cohort, id, how, at));
  }),
  about('name own successor', 5, (person, scene) => {
    const { partnership: p, random } = scene;
    // mostly whoever reads what coaches write
    const id = random.chance(0.5) ? 'head' : person.id;
    const successor = random.chance(0.2) ? random.pick(p.people) : newcomer(random);
    return by(`names ${successor.email} in its own place`, p.id, id, (now, cohort, at) =>
      replacePerson(now, cohort, id, { name: successor.name, email: successor.email }, localDate(at), id, at),
    );
  }),
  {
    name: 'answer what waits',
    weight: 3,
    doing: ({ partnership: p, random }) => {
      const waits = p.obligations.filter((o) => isConfirmation(o) && (isOpen(o) || random.chance(0.1)));
      // anybody tries, whether or not it is theirs to say
      const who = random.pick(['lead', ...p.people.map(({ id }) => id)]);
      const o = waits.length > 0 ? random.pick(waits) : undefined;
      const yes = random.chance(0.6);
      return (
        o &&
        by(`says ${yes ? 'yes' : 'no'} to ${o.id}`, p.id, who, (now, cohort, at) =>
          yes ? confirmChange(now, cohort, o.id, who, at) : refuseChange(now, o.id, who, at),
        )
      );
    },
  },
  about('withdraw', 2, ({ id }, { partnership: p }) => withdraws(p.id, id)),
  {
    name: 'withdraw school',
    weight: 0.5,
    doing: (scene) => {
      const { partnership: p, random } = scene;
      const who = random.pick(['link', 'head', 'lead']);
      const from = random.chance(0.5) ? fromDay(scene) : undefined;
      return by(`withdraws the school${from ? ` from ${from}` : ''}`, p.id, who, (now, cohort, at) =>
        withdrawSchool(now, cohort, { by: who, from }, at),
      );
    },
  },
  {
    name: 'invite again',
    weight: 20,
    doing: ({ partnership: p }) =>
      p.stage === 'declined' || p.unsigned ? by('invites the school again', p.id, 'lead', inviteAgain) : undefined,
  },
  {
    name: 'end cohort',
    weight: 0.1,
    doing: ({ partnership: p }) =>
      hasEnded(p.stage)
        ? undefined
        : { line: 'lead: ends the cohort', perform: (parts) => endCohortEarly(parts, p.cohort) },
  },
];
