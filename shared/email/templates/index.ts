import type { MessageKind } from '#domain/messages/catalogue.ts';
import type { Letter } from '#email/letter.ts';
import type { Replies } from '#email/replies.ts';
import * as agreement from './agreement.ts';
import * as cohort from './cohort.ts';
import * as confirmations from './confirmations.ts';
import * as cover from './cover.ts';
import * as confirmed from './cover-confirmed.ts';
import { type DatesMoved, datesMoved } from './dates-moved.ts';
import * as deadline from './deadline.ts';
import * as lateness from './lateness.ts';
import * as meetings from './meetings.ts';
import * as ownData from './own-data.ts';
import * as people from './people.ts';
import { type PlanRequest, planRequest } from './plan-request.ts';
import * as plans from './plans.ts';
import { type PostResumed, postResumed } from './post-resumed.ts';
import { type PostStuck, postStuck } from './post-stuck.ts';
import { type Reminder, reminder } from './reminder.ts';
import * as reports from './reports.ts';
import * as requests from './requests.ts';
import { type SchoolSummary, schoolSummary } from './school-summary.ts';
import * as sessions from './sessions.ts';
import { type SignInCode, signInCode } from './sign-in-code.ts';
import * as withdrawals from './withdrawals.ts';

/** What must be known to write each kind of email. */
export interface Facts {
  'agreement-request': agreement.AgreementRequest;
  'countersign-request': agreement.CountersignRequest;
  'signed-agreement': agreement.SignedAgreement;
  'teachers-request': requests.TeachersRequest;
  'questionnaire-request': requests.QuestionnaireRequest;
  reminder: Reminder;
  escalation: lateness.Lateness;
  'decision-request': lateness.Lateness;
  declined: agreement.Declined;
  'deadline-extended': deadline.DeadlineExtended;
  'fresh-link': deadline.FreshLink;
  'school-summary': SchoolSummary;
  'cohort-launched': cohort.CohortLaunched;
  'cohort-summary': cohort.CohortSummary;
  'sign-in-code': SignInCode;
  'coach-welcome': sessions.CoachWelcome;
  'session-invitation': sessions.SessionInvitation;
  'session-cancellation': sessions.SessionCancellation;
  'session-ended': sessions.SessionEnded;
  'report-nudge': reports.ReportNudge;
  'report-escalation': reports.ReportEscalation;
  'coach-report': reports.CoachReport;
  'coach-report-late': reports.CoachReportLate;
  'report-bounced': reports.ReportBounced;
  'plan-request': PlanRequest;
  'plan-invitation': plans.PlanInvitation;
  'cover-pack': cover.CoverPack;
  'cycles-changed': plans.CyclesChanged;
  'cover-changed': cover.CoverChanged;
  'cover-request': confirmed.CoverRequest;
  'cover-alarm': confirmed.CoverAlarm;
  'record-request': requests.RecordRequest;
  'meeting-request': meetings.MeetingRequest;
  'post-stuck': PostStuck;
  'post-resumed': PostResumed;
  'dates-moved': DatesMoved;
  handover: people.Handover;
  'successor-request': people.SuccessorRequest;
  'group-request': people.GroupRequest;
  'withdrawal-confirmed': withdrawals.WithdrawalConfirmed;
  'school-withdrawn': withdrawals.SchoolWithdrawn;
  'cohort-ended': withdrawals.CohortEnded;
  'confirmation-request': confirmations.ConfirmationRequest;
  'change-announced': confirmations.ChangeAnnounced;
  'change-refused': confirmations.ChangeRefused;
  'report-waits': confirmations.ReportWaits;
  'copy-check-request': ownData.CopyCheckRequest;
  'copy-ready': ownData.AboutThem;
  'copy-code': ownData.CopyCode;
  'erasure-request': ownData.AboutThem;
  'draft-ending': ownData.DraftEnding;
}

/** A kind with the facts that belong to it. */
export type Told = { [K in MessageKind]: { readonly kind: K; readonly facts: Facts[K] & Replies<K> } }[MessageKind];

/** Facts in, letter out; one for every kind, and the compiler knows if one is missing. */
export const write: { readonly [K in MessageKind]: (facts: Facts[K] & Replies<K>) => Letter } = {
  'agreement-request': agreement.agreementRequest,
  'countersign-request': agreement.countersignRequest,
  'signed-agreement': agreement.signedAgreement,
  'teachers-request': requests.teachersRequest,
  'questionnaire-request': requests.questionnaireRequest,
  reminder,
  escalation: lateness.escalation,
  'decision-request': lateness.decisionRequest,
  declined: agreement.declined,
  'deadline-extended': deadline.deadlineExtended,
  'fresh-link': deadline.freshLink,
  'school-summary': schoolSummary,
  'cohort-launched': cohort.cohortLaunched,
  'cohort-summary': cohort.cohortSummary,
  'sign-in-code': signInCode,
  'coach-welcome': sessions.coachWelcome,
  'session-invitation': sessions.sessionInvitation,
  'session-cancellation': sessions.sessionCancellation,
  'session-ended': sessions.sessionEnded,
  'report-nudge': reports.reportNudge,
  'report-escalation': reports.reportEscalation,
  'coach-report': reports.coachReport,
  'coach-report-late': reports.coachReportLate,
  'report-bounced': reports.reportBounced,
  'plan-request': planRequest,
  'plan-invitation': plans.planInvitation,
  'cover-pack': cover.coverPack,
  'cycles-changed': plans.cyclesChanged,
  'cover-changed': cover.coverChanged,
  'cover-request': confirmed.coverRequest,
  'cover-alarm': confirmed.coverAlarm,
  'record-request': requests.recordRequest,
  'meeting-request': meetings.meetingRequest,
  'post-stuck': postStuck,
  'post-resumed': postResumed,
  'dates-moved': datesMoved,
  handover: people.handover,
  'successor-request': people.successorRequest,
  'group-request': people.groupRequest,
  'withdrawal-confirmed': withdrawals.withdrawalConfirmed,
  'school-withdrawn': withdrawals.schoolWithdrawn,
  'cohort-ended': withdrawals.cohortEnded,
  'confirmation-request': confirmations.confirmationRequest,
  'change-announced': confirmations.changeAnnounced,
  'change-refused': confirmations.changeRefused,
  'report-waits': confirmations.reportWaits,
  'copy-check-request': ownData.copyCheckRequest,
  'copy-ready': ownData.copyReady,
  'copy-code': ownData.copyCode,
  'erasure-request': ownData.erasureRequest,
  'draft-ending': ownData.draftEnding,
};

/** The letter that a kind and its facts make. */
export const writeLetter = <K extends MessageKind>(kind: K, facts: Facts[K] & Replies<K>): Letter => write[kind](facts);
