import type { Construct } from 'constructs';
import type { Settings } from '#infra/settings.ts';
import { AppFunction } from './app-function.ts';
import type { Email } from './email.ts';
import type { Records } from './records.ts';

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

/** The functions that the workflows call, each with its rights and no more. */
export const lifecycleFunctions = (scope: Construct, props: LifecycleProps) => ({
  launch: launchFunction(scope, props),
  decide: decideFunction(scope, props),
  render: renderFunction(scope, props),
  send: sendFunction(scope, props),
  close: closeFunction(scope, props),
  plan: planFunction(scope, props),
  solve: solveFunction(scope, props),
});

export type LifecycleFunctions = ReturnType<typeof lifecycleFunctions>;

const bothTables = ({ table, privateTable }: Records) => ({
  TABLE: table.tableName,
  PRIVATE_TABLE: privateTable.tableName,
});

function launchFunction(scope: Construct, { settings, records }: LifecycleProps): AppFunction {
  const launch = new AppFunction(scope, 'LaunchCohort', {
    settings,
    folder: 'launch-cohort',
    description: 'Checks a cohort, opens the partnership of a school, begins its turns',
    environment: { TABLE: records.table.tableName },
    memoryMegabytes: 512,
    timeoutSeconds: 60,
    whenItFails: {
      breaks: 'a step of a launch failed.',
      forWhom: 'the programme lead who pressed Launch, and the schools that have no invitation yet.',
      whatToDo: 'see the alarm of the launch workflow; the log of the launch-cohort function has the error.',
    },
  });
  records.readAndWrite(launch);
  return launch;
}

function decideFunction(scope: Construct, { settings, records }: LifecycleProps): AppFunction {
  const decide = new AppFunction(scope, 'DecideTurn', {
    settings,
    folder: 'decide-turn',
    description: 'Decides what a partnership owes and is owed now, and when to look next',
    environment: { TABLE: records.table.tableName },
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
  return decide;
}

function renderFunction(scope: Construct, { settings, records }: LifecycleProps): AppFunction {
  const render = new AppFunction(scope, 'RenderReport', {
    settings,
    folder: 'render-report',
    description: 'Makes the PDF of a report on a session, and keeps it in the table until it is sent',
    environment: bothTables(records),
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
  return render;
}

function sendFunction(scope: Construct, { settings, records, email, links }: LifecycleProps): AppFunction {
  const send = new AppFunction(scope, 'SendMessage', {
    settings,
    folder: 'send-message',
    description: 'Claims one message of an outbox, writes it from the facts, and hands it to SES',
    environment: {
      ...bothTables(records),
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
  return send;
}

function closeFunction(scope: Construct, { settings, records }: LifecycleProps): AppFunction {
  const close = new AppFunction(scope, 'CloseCohort', {
    settings,
    folder: 'close-cohort',
    description:
      'Gathers how the schools of a cohort stand, closes it when all have ended, and erases what is kept no longer',
    environment: bothTables(records),
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
  // who has withdrawn at one school withdraws at the others, and what they wrote there goes with it
  records.dropPrivate(close, ['ANSWERS', 'DRAFTS']);
  // who was erased while emails still went there is taken out of others' words once it has closed
  const kinds = ['ANSWERS', 'DRAFTS', 'REPORTS'] as const;
  records.readPrivate(close, 'all', kinds);
  records.keepPrivate(close, kinds);
  return close;
}

function planFunction(scope: Construct, { settings, records }: LifecycleProps): AppFunction {
  const plan = new AppFunction(scope, 'PlanCover', {
    settings,
    folder: 'plan-cover',
    description: 'Puts a question about sessions and cover to the planner, and records what it answers',
    environment: { TABLE: records.table.tableName },
    memoryMegabytes: 512,
    timeoutSeconds: 30,
    whenItFails: {
      breaks:
        'a plan of sessions and cover could not be asked for or recorded; it is tried again within a quarter of an hour.',
      forWhom: 'the SLT link of one school, whose page still says that the planner is at work.',
      whatToDo: 'find the partnership in the log of the plan-cover function. If the error repeats, mend it and deploy.',
    },
  });
  records.readAndWrite(plan);
  return plan;
}

/** Alone: its memory is the solver's, a whole processor goes with it, and it reads no records and no names. */
function solveFunction(scope: Construct, { settings }: LifecycleProps): AppFunction {
  return new AppFunction(scope, 'SolveCover', {
    settings,
    folder: 'solve-cover',
    description: 'Finds the best plan of sessions and cover, and proves it',
    environment: {},
    memoryMegabytes: 1769,
    timeoutSeconds: 150,
    whenItFails: {
      breaks: 'the planner failed, so that a link is asked to plan by hand.',
      forWhom: 'the SLT link of one school.',
      whatToDo: 'the failed execution of the plan workflow has the question. If the error repeats, mend it and deploy.',
    },
  });
}
