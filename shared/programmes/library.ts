import type { Programme } from '../domain/programme.ts';
import { coachingPackage } from './coaching-package.ts';
import { lessonStudy } from './lesson-study.ts';

/** Every programme that ships with the product, by key. */
export const library: Readonly<Record<string, Programme>> = Object.fromEntries(
  [lessonStudy, coachingPackage].map((programme) => [programme.key, programme]),
);
