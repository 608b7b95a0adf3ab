import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { localDate, plusDays } from '#calendar/london.ts';
import { schoolDays } from '#calendar/school-calendar.ts';
import { NOTHING_KNOWN } from '#domain/cycles/provision.ts';
import { goesAtOnce, type Message } from '#domain/messages/message.ts';
import { sampleCohort } from '#test/support/cohorts.ts';
import { playing } from '#test/support/playing.ts';

const samples = readdirSync(join(import.meta.dirname, '..', 'cohorts'));

describe('on a school’s own days off', () => {
  it.each(samples)('no email of it goes that can wait, and others’ do: %s', async (name) => {
    const { cohort, schools } = await sampleCohort(name);
    // each school has every fifth school day off, no two the same
    const days = schoolDays(cohort.calendar);
    const offOf = (i: number) => days.filter((_, nth) => nth % 5 === i % 5);
    const closing = schools.map((school, i) => ({
      ...school,
      provision: {
        ...(school.provision ?? NOTHING_KNOWN),
        closures: offOf(i).map((date) => ({ date, why: 'INSET' })),
      },
    }));
    const sent: { urn: string; date: string; message: Message }[] = [];
    const heard = {
      sent: ({ partnership, message }: { partnership: { urn: string }; message: Message }, _: unknown, now: string) =>
        sent.push({ urn: partnership.urn, date: localDate(now), message }),
    };
    playing({ cohort, schools: closing, cast: 'typical', seed: 5 }, heard);
    const ownOf = new Map(closing.map(({ urn, provision }) => [urn, provision.closures.map(({ date }) => date)]));
    const isOff = ({ urn, date }: { urn: string; date: string }) => ownOf.get(urn)?.includes(date) === true;
    expect(sent.filter((one) => isOff(one) && !goesAtOnce(one.message))).toEqual([]);
    expect(sent.length).toBeGreaterThan(schools.length);
    // the day after, it goes
    expect(sent.some(({ urn, date }) => isOff({ urn, date: plusDays(date, -1) }))).toBe(true);
  });
});
