import type { Programme } from '#domain/programme/programme.ts';
import { coCoaching } from './co-coaching.ts';
import { coachingPackage } from './coaching-package.ts';
import { coachingTriads } from './coaching-triads.ts';
import { crossSchoolTrios } from './cross-school-trios.ts';
import { filmLiteracy } from './film-literacy.ts';
import { growCoaching } from './grow-coaching.ts';
import { ittMentoring } from './itt-mentoring.ts';
import { leadershipForum } from './leadership-forum.ts';
import { lessonStudy } from './lesson-study.ts';
import { middleLeaders } from './middle-leaders.ts';
import { nqtCoachAndMentor } from './nqt-coach-and-mentor.ts';
import { nqtPlusOne } from './nqt-plus-one.ts';
import { peerCoaching } from './peer-coaching.ts';
import { practitionerEnquiry } from './practitioner-enquiry.ts';
import { projectTuning } from './project-tuning.ts';
import { subjectCourse } from './subject-course.ts';

const programmes: readonly Programme[] = [
  lessonStudy,
  coachingPackage,
  ittMentoring,
  peerCoaching,
  crossSchoolTrios,
  middleLeaders,
  nqtPlusOne,
  projectTuning,
  practitionerEnquiry,
  filmLiteracy,
  subjectCourse,
  leadershipForum,
  nqtCoachAndMentor,
  coachingTriads,
  coCoaching,
  growCoaching,
];

/** Every programme that ships with the product, by key. */
export const library: Readonly<Record<string, Programme>> = Object.fromEntries(
  programmes.map((programme) => [programme.key, programme]),
);
