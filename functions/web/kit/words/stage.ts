import type { Cohort } from '#domain/cohort/cohort.ts';
import type { Partnership, Stage } from '#domain/partnership/partnership.ts';

/** As the design system's tag takes it. */
export interface Tag {
  readonly text: string;
  readonly classes: string;
}

const tag = (text: string, colour: string): Tag => ({ text, classes: `govuk-tag--${colour}` });

const cohortStages: Record<Cohort['stage'], Tag> = {
  draft: tag('Draft', 'grey'),
  launching: tag('Launching', 'yellow'),
  launched: tag('Running', 'teal'),
  closed: tag('Closed', 'grey'),
};

const stages: Record<Stage, Tag> = {
  invited: tag('Invited', 'yellow'),
  agreed: tag('Agreed', 'blue'),
  active: tag('Active', 'teal'),
  completed: tag('Completed', 'green'),
  declined: tag('Declined', 'grey'),
  withdrawn: tag('Withdrawn', 'grey'),
  lapsed: tag('Lapsed', 'orange'),
};

export const cohortStage = (stage: Cohort['stage']): Tag => cohortStages[stage];

/** A school is invited when an email that asks it for something has gone. */
export const schoolStage = ({
  stage,
  obligations,
  outbox,
}: Pick<Partnership, 'stage' | 'obligations' | 'outbox'>): Tag =>
  stage === 'invited' && obligations.every(({ id, end }) => !end && outbox.some((m) => m.about.includes(id)))
    ? tag('Not invited yet', 'grey')
    : stages[stage];
