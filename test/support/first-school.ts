import type { School } from '#domain/cohort/cohort.ts';
import { choosesTeachers, countersigns, signs } from './acting.ts';
import { sampleCohort } from './cohorts.ts';
import { given } from './given.ts';

const sample = await sampleCohort();

export const { cohort } = sample;

/** The first school of the sample; below, how it stands when it has been invited, has signed, and is active. */
export const school = sample.schools[0] as School;

export const invited = given(cohort, school).at('2026-09-07T08:00').decides();

export const signed = invited.at('2026-09-08T10:00').does(signs).decides();

export const active = signed.does(countersigns).decides().does(choosesTeachers).decides();
