import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inWords, localDate } from '#calendar/london.ts';
import type { School } from '#domain/cohort/cohort.ts';
import { previewOf } from '#domain/dates/preview.ts';
import { signBy } from '#domain/dates/timeline.ts';
import { decline, sign } from '#domain/obligations/acts.ts';
import { heldSince } from '#domain/partnership/agreement.ts';
import { inviteAgain } from '#domain/partnership/signing.ts';
import { signingStep } from '#domain/programme/signing.ts';
import { rehearse } from '#rehearsal/rehearse.ts';
import { declines, extendsTo, type JudgedAct, releases, signs } from '#test/support/acting.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { at, lives, moves, type Place, turns } from '#test/support/date-moves.ts';
import { type Given, given } from '#test/support/given.ts';
import { lastLetter, sentencesOf, writtenOf } from '#test/support/written.ts';

const programmes = readdirSync(join(import.meta.dirname, '..', 'cohorts'));
const again: JudgedAct = (p, cohort, now) => inviteAgain(p, cohort, now);

async function launched(name?: string): Promise<Given> {
  const { cohort, schools } = await sampleCohort(name);
  return given(cohort, schools[0] as School)
    .at(`${cohort.launch}T08:00`)
    .decides();
}

const signsAs =
  (id: string): JudgedAct =>
  (p, _cohort, now) =>
    sign(p, id, 'link', { name: 'Rhodri Pugh', role: 'Deputy head' }, now);

describe('a school that nobody signs for', () => {
  it.each(programmes)(
    'of %s takes no part from the day on that its request names, and is told so once',
    async (name) => {
      const { cohort, schools } = await sampleCohort(name);
      const last = signBy(cohort);
      const { partnerships, messages } = rehearse({ cohort, schools, cast: 'silent' });
      for (const p of partnerships) {
        if (!signingStep(cohort.programme)) continue;
        expect(p.stage).toBe('lapsed');
        expect(p.unsigned && p.unsigned >= last).toBe(true);
        const told = messages.filter(({ kind, urn }) => kind === 'signing-over' && urn === p.urn);
        expect(told.map(({ to }) => to)).toContain(cohort.lead.email);
        expect(told.length).toBe(new Set(told.map(({ to }) => to)).size);
        const after = messages.filter(({ urn, at }) => urn === p.urn && localDate(at) > (p.unsigned ?? ''));
        expect(new Set(after.map(({ kind }) => kind))).toEqual(new Set(['signing-over']));
      }
    },
  );

  it('can sign until the day that its request names, and not after it', async () => {
    const it = await launched();
    const until = signBy(it.cohort);
    expect(sentencesOf(await lastLetter(it, 'agreement-request', 'link')).join(' ')).toContain(inWords(until));
    const onTheDay = it.until(`${until}T16:30`);
    expect(onTheDay.does(signs).refused).toBeUndefined();
    const after = onTheDay.until(`${until}T23:00`).until('2026-12-07T10:00');
    expect(after.partnership).toMatchObject({ stage: 'lapsed', unsigned: until });
    expect(after.does(signs).refused).toBe('lapsed');
    expect(after.sent.filter((line) => line.includes('signing-over')).map((line) => line.split(' ')[4])).toEqual(
      expect.arrayContaining(['link', 'lead']),
    );
  });

  it('can sign later where the lead has given it more time, or has asked for no signature', async () => {
    const it = await launched();
    const more = it.at('2026-10-05T10:00').does(extendsTo('sign-agreement', '2027-01-29')).until('2027-01-29T16:00');
    expect(more.partnership.stage).toBe('invited');
    expect(more.does(signs).refused).toBeUndefined();
    expect(more.until('2027-02-05T10:00').partnership).toMatchObject({ stage: 'lapsed', unsigned: '2027-01-29' });
    const released = it.at('2026-10-05T10:00').does(releases('sign-agreement')).until('2027-02-05T10:00');
    expect(released.partnership.stage).not.toBe('lapsed');
  });
});

describe('a last day to sign that the lead moves for the whole cohort', () => {
  const asked = async (): Promise<Place> => {
    const { cohort, partnership } = (await launched()).until('2026-10-05T10:00');
    return at({ cohort, partnership, now: '' }, '2026-10-05T10:00');
  };

  it('holds for each school, whose people who are asked to sign hear it once', async () => {
    const place = await asked();
    const was = signBy(place.cohort);
    const moved = lives(moves(place, { signBy: '2027-01-15' }), '2026-10-06T18:00');
    expect(moved.sent.filter((line) => line.includes('dates-moved'))).toEqual(['2026-10-05 dates-moved to link']);
    const message = turns(at(moves(place, { signBy: '2027-01-15' }), '2026-10-05T10:10')).partnership.outbox.at(-1);
    if (!message) throw new Error('nobody is told');
    const said = sentencesOf(await writtenOf(moved, message, [], moved.now)).join(' | ');
    expect(said).toContain(`Could sign until: ${inWords(was)}`);
    expect(said).toContain(`Can now sign until: ${inWords('2027-01-15')}`);
    expect(lives(moved, '2027-01-15T18:00').partnership.stage).toBe('invited');
    expect(lives(moved, '2027-01-19T10:00').partnership).toMatchObject({ stage: 'lapsed', unsigned: '2027-01-15' });
  });

  it('is shown beforehand, and is no news where it is moved back before it is told, or to who has signed', async () => {
    const place = await asked();
    const after = moves(place, { signBy: '2027-01-15' });
    const { schools } = previewOf({ cohort: place.cohort, partnerships: [place.partnership] }, after.cohort, place.now);
    expect(schools.map(({ told }) => told)).toEqual([['link']]);
    const back = moves(at(after, '2026-10-05T10:05'), { signBy: undefined });
    expect(lives(back, '2026-10-06T18:00').sent.filter((line) => line.includes('dates-moved'))).toEqual([]);
    const signed = signs(place.partnership, place.cohort, place.now);
    if ('refused' in signed) throw new Error(signed.refused.sentence);
    const done = moves({ ...place, partnership: signed.partnership }, { signBy: '2027-01-15' });
    expect(lives(done, '2026-10-06T18:00').sent.filter((line) => line.includes('dates-moved'))).toEqual([]);
  });

  it('leaves longer to a school with more time of its own, or that was asked less than 30 school days before', async () => {
    const place = await asked();
    const more = extendsTo('sign-agreement', '2027-01-29')(place.partnership, place.cohort, place.now);
    if ('refused' in more) throw new Error(more.refused.sentence);
    const shorter = moves({ ...place, partnership: more.partnership }, { signBy: '2026-10-23' });
    expect(lives(shorter, '2027-01-29T16:00').partnership.stage).toBe('invited');
    const plain = lives(moves(place, { signBy: '2026-10-06' }), '2026-10-16T18:00');
    expect(plain.partnership.stage).toBe('invited');
    expect(lives(plain, '2026-12-01T10:00').partnership.stage).toBe('lapsed');
  });

  it('cannot be a day that is over, nor one after the programme has closed', async () => {
    const place = await asked();
    for (const signBy of ['2026-10-02', '2027-07-30']) expect(() => moves(place, { signBy })).toThrow();
  });
});

describe('a school that the lead invites again', () => {
  const ended = async (): Promise<readonly (readonly [string, Given])[]> => {
    const it = await launched();
    return [
      ['declined', it.at('2026-09-10T10:00').does(declines).until('2026-10-05T10:00')],
      ['did not sign in time', it.until('2027-01-18T10:00')],
    ];
  };

  it('is asked as if for the first time, and its agreement holds only once both have signed', async () => {
    for (const [why, before] of await ended()) {
      const it = before.does(again);
      expect(it.refused, why).toBeUndefined();
      expect(it.partnership).toMatchObject({ stage: 'invited', declined: undefined, unsigned: undefined });
      expect(it.said, why).toEqual(['agreement-request to link: sign-agreement-2']);
      expect(heldSince(it.partnership, it.cohort.programme)).toBeUndefined();
      const later = it.until(`${localDate(it.now)}T17:00`);
      expect(later.partnership.obligations.some(({ kind }) => kind === 'countersign')).toBe(false);
      const signed = later.does(signsAs('sign-agreement-2')).decides();
      expect(signed.partnership.obligations.find(({ kind }) => kind === 'countersign')?.end).toBeUndefined();
      expect(signed.partnership.obligations.some(({ kind }) => kind === 'countersign')).toBe(true);
    }
  });

  it('has its time to sign, and ends again when nobody does', async () => {
    for (const [why, before] of await ended()) {
      const it = before.does(again);
      expect(it.until('2027-02-01T10:00').partnership.stage, why).toBe(why === 'declined' ? 'lapsed' : 'invited');
      const end = it.until('2027-06-01T10:00');
      expect(end.partnership.stage).toBe('lapsed');
      expect(end.does(again).refused).toBeUndefined();
      expect(end.does(again).partnership.obligations.at(-1)?.id).toBe('sign-agreement-3');
    }
  });

  it('can decline again', async () => {
    const [[, declined]] = (await ended()) as [[string, Given]];
    const twice = declined.does(again).does((p, c, now) => decline(p, c, 'sign-agreement-2', 'link', '', now));
    expect(twice.partnership.stage).toBe('declined');
    expect(twice.does(again).refused).toBeUndefined();
  });

  it('is one of whose part has not begun, while the programme runs', async () => {
    const it = await launched();
    expect(it.does(again).refused).toBe('already');
    expect(it.does(signs).does(again).refused).toBe('already');
    const [[, declined]] = (await ended()) as [[string, Given]];
    expect(declined.at('2027-08-30T10:00').does(again).refused).toBe('not-now');
  });
});
