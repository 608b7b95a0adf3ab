import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { Settings } from '#infra/settings.ts';
import { closeCohort } from '#infra/workflows/close-cohort.ts';
import { deliverReport } from '#infra/workflows/deliver-report.ts';
import { launchCohort } from '#infra/workflows/launch-cohort.ts';
import { partnershipTurn } from '#infra/workflows/partnership-turn.ts';
import { planCover } from '#infra/workflows/plan-cover.ts';
import { AppFunction } from './app-function.ts';
import type { Email } from './email.ts';
import type { Records } from './records.ts';
import { WorkflowParts } from './workflow.ts';

/** What it takes to write a link into an email. */
export interface Links {
  /** of the site, such as `https://drumbeat.example.org` */
  readonly origin: string;
  readonly linkSecretArn: string;
}

export interface LifecycleProps {
  readonly settings: Settings;
  readonly records: Records;
  readonly email: Email;
  readonly links: Links;
}

/** What happens to a cohort from its launch to its close: the workflows, and the functions that they call. */
export class Lifecycle extends Construct {
  readonly functions: readonly AppFunction[];
  readonly workflows: readonly WorkflowParts[];
  readonly launch: StateMachine;
  readonly turn: StateMachine;
  readonly deliver: StateMachine;
  readonly plan: StateMachine;
  readonly cohort: StateMachine;

  constructor(scope: Construct, id: string, { settings, records, email, links }: LifecycleProps) {
    super(scope, id);
    const TABLE = records.table.tableName;
    const PRIVATE_TABLE = records.privateTable.tableName;

    const launch = new AppFunction(this, 'LaunchCohort', {
      settings,
      folder: 'launch-cohort',
      description: 'Checks a cohort, opens the partnership of a school, begins the beat',
      environment: { TABLE },
      memoryMegabytes: 512,
      timeoutSeconds: 60,
      whenItFails: {
        breaks: 'a step of a launch failed.',
        forWhom: 'the programme lead who pressed Launch, and the schools that have no invitation yet.',
        whatToDo: 'see the alarm of the launch workflow; the log of the launch-cohort function has the error.',
      },
    });
    records.readAndWrite(launch);

    const decide = new AppFunction(this, 'DecideTurn', {
      settings,
      folder: 'decide-turn',
      description: 'Decides what a partnership owes and is owed now, and when to look next',
      environment: { TABLE },
      memoryMegabytes: 512,
      timeoutSeconds: 30,
      whenItFails: {
        breaks: 'a decision failed, so that a school got no turn; it is tried again within a quarter of an hour.',
        forWhom: 'one school: its requests and reminders wait.',
        whatToDo:
          'find the partnership in the log of the decide-turn function. If the error repeats, mend it and deploy.',
      },
    });
    records.readAndWrite(decide);

    const render = new AppFunction(this, 'RenderReport', {
      settings,
      folder: 'render-report',
      description: 'Makes the PDF of a report on a session, and keeps it in the table until it is sent',
      environment: { TABLE, PRIVATE_TABLE },
      memoryMegabytes: 1024,
      timeoutSeconds: 30,
      whenItFails: {
        breaks: 'the PDF of a report could not be made; the report goes all the same, in the email itself.',
        forWhom: 'the head of one school, who gets the words without the document.',
        whatToDo:
          'find the partnership and the session in the log of the render-report function. If the error repeats, mend it and deploy.',
      },
    });
    records.read(render);
    records.readPrivate(render, 'each', ['REPORTS']);
    records.keepPrivate(render, ['REPORTS']);

    const send = new AppFunction(this, 'SendMessage', {
      settings,
      folder: 'send-message',
      description: 'Claims one message of an outbox, writes it from the facts, and hands it to SES',
      environment: {
        TABLE,
        PRIVATE_TABLE,
        SITE_ORIGIN: links.origin,
        SENDER: settings.senderAddress,
        CONFIGURATION_SET: email.configurationSetName,
        LINK_SECRET_ID: links.linkSecretArn,
      },
      memoryMegabytes: 512,
      timeoutSeconds: 30,
      // a throttled send is an error too, tried again seconds later: only many of them are news
      alarmFrom: 10,
      whenItFails: {
        breaks: 'many emails were not sent at the first try; they stay in their outboxes, and later turns try again.',
        forWhom: 'the people they are written to, who hear later than they should.',
        whatToDo:
          'look for the message key in the log of the send-message function. If SES refuses: check its sending quota and whether the account is paused.',
      },
    });
    records.readAndWrite(send, ['owed', 'cohort']);
    // a coach's report
    records.readPrivate(send, 'each', ['REPORTS']);
    // what a predecessor had begun to write ends with the handover
    records.dropUnread(send, ['DRAFTS']);
    send.allow(['secretsmanager:GetSecretValue'], [links.linkSecretArn]);
    email.letSend(send);
    email.letPace(send);

    const close = new AppFunction(this, 'CloseCohort', {
      settings,
      folder: 'close-cohort',
      description:
        'Gathers how the schools of a cohort stand, closes it when all have ended, and erases what is kept no longer',
      environment: { TABLE, PRIVATE_TABLE },
      memoryMegabytes: 512,
      timeoutSeconds: 300,
      whenItFails: {
        breaks: "a cohort's own turn failed; it is tried again within a quarter of an hour.",
        forWhom: 'its programme lead, who waits for the news of the launch or for the closing summary.',
        whatToDo: 'find the cohort in the log of the close-cohort function. If the error repeats, mend it and deploy.',
      },
    });
    records.readAndWrite(close, ['cohort']);
    // erasing, months after the close, of reports without reading them; before that the evaluation is counted for good
    records.writeInBulk(close);
    records.erasePrivate(close);
    // who was erased while emails still went there is taken out of others' words once it has closed
    const kinds = ['ANSWERS', 'DRAFTS', 'REPORTS'] as const;
    records.readPrivate(close, 'all', kinds);
    records.keepPrivate(close, kinds);

    const plan = new AppFunction(this, 'PlanCover', {
      settings,
      folder: 'plan-cover',
      description: 'Puts a question about sessions and cover to the planner, and records what it answers',
      environment: { TABLE },
      memoryMegabytes: 512,
      timeoutSeconds: 30,
      whenItFails: {
        breaks:
          'a plan of sessions and cover could not be asked for or recorded; it is tried again within a quarter of an hour.',
        forWhom: 'the SLT link of one school, whose page still says that the planner is at work.',
        whatToDo:
          'find the partnership in the log of the plan-cover function. If the error repeats, mend it and deploy.',
      },
    });
    records.readAndWrite(plan);

    // Alone: its memory is the solver's, a whole processor goes with it, and it reads no records and no names.
    const solve = new AppFunction(this, 'SolveCover', {
      settings,
      folder: 'solve-cover',
      description: 'Finds the best plan of sessions and cover, and proves it',
      environment: {},
      memoryMegabytes: 1769,
      timeoutSeconds: 150,
      whenItFails: {
        breaks: 'the planner failed, so that a link is asked to plan by hand.',
        forWhom: 'the SLT link of one school.',
        whatToDo:
          'the failed execution of the plan workflow has the question. If the error repeats, mend it and deploy.',
      },
    });
    this.functions = [launch, decide, render, send, close, plan, solve];

    const launching = new WorkflowParts(this, 'Launch', {
      name: 'launch-cohort',
      steps: (steps) => launchCohort(steps, { launchCohort: launch }),
      calls: [launch],
      timeoutMinutes: 60,
      whenItFails: {
        breaks: 'a launch stopped half-way: some schools are open, others not, and no invitation has gone.',
        forWhom: 'the programme lead, and every school of that cohort.',
        whatToDo:
          'open the failed execution of the launch workflow and mend the cause; then ask the lead to press Launch again, which opens nothing twice.',
      },
    });
    const turning = new WorkflowParts(this, 'Turn', {
      name: 'partnership-turn',
      steps: (steps) => partnershipTurn(steps, { decideTurn: decide, sendMessage: send }),
      calls: [decide, send],
      timeoutMinutes: 15,
      whenItFails: {
        breaks: "a school's turn failed: nothing was decided or sent for it in this quarter of an hour.",
        forWhom: 'the people of that one school: requests, reminders and escalations wait. Other schools go on.',
        whatToDo:
          'open the failed execution of the turn workflow: its input names the partnership. Turns are tried again every quarter of an hour, so mend the cause and wait.',
      },
    });
    const delivering = new WorkflowParts(this, 'Deliver', {
      name: 'deliver-report',
      steps: (steps) => deliverReport(steps, { decideTurn: decide, renderReport: render, sendMessage: send }),
      calls: [decide, render, send],
      timeoutMinutes: 15,
      whenItFails: {
        breaks: "a coach's report waits: the turn in which it should have gone to the head failed.",
        forWhom: 'the head of that one school, who is to have it within 24 hours of the session.',
        whatToDo:
          'open the failed execution of the deliver workflow: its input names the partnership. It is tried again every quarter of an hour, so mend the cause and wait.',
      },
    });
    const planning = new WorkflowParts(this, 'Plan', {
      name: 'plan-cover',
      steps: (steps) => planCover(steps, { planCover: plan, solveCover: solve, decideTurn: decide, sendMessage: send }),
      calls: [plan, solve, decide, send],
      timeoutMinutes: 30,
      whenItFails: {
        breaks: "a school's sessions and cover could not be planned in this quarter of an hour.",
        forWhom: 'the SLT link and the teachers of that one school. Other schools go on.',
        whatToDo:
          'open the failed execution of the plan workflow: its input names the partnership. It is tried again every quarter of an hour, so mend the cause and wait.',
      },
    });
    const closing = new WorkflowParts(this, 'Cohort', {
      name: 'close-cohort',
      steps: (steps) => closeCohort(steps, { closeCohort: close, sendMessage: send }),
      calls: [close, send],
      timeoutMinutes: 15,
      whenItFails: {
        breaks: "a cohort's own turn failed: the news of the launch or the closing summary has not gone.",
        forWhom: 'the programme lead of that cohort. Its schools go on.',
        whatToDo:
          'open the failed execution of the cohort workflow: its input names the cohort. It is tried again every quarter of an hour, so mend the cause and wait.',
      },
    });
    this.workflows = [launching, turning, delivering, planning, closing];
    this.launch = launching.machine;
    this.turn = turning.machine;
    this.deliver = delivering.machine;
    this.plan = planning.machine;
    this.cohort = closing.machine;
  }

  /** Lets a function start any of the workflows. */
  letStart(fn: AppFunction): void {
    fn.allow(
      ['states:StartExecution'],
      this.workflows.map(({ machine }) => machine.stateMachineArn),
    );
  }
}
