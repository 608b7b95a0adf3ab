import { Duration, Stack } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { Settings } from '#infra/settings.ts';
import { type AlarmProps, alarm } from './alarm.ts';
import { type AppFunction, METRICS_NAMESPACE, metricsService } from './app-function.ts';
import type { Email } from './email.ts';
import type { WorkflowParts } from './workflow.ts';

export interface WatchProps {
  readonly settings: Settings;
  /** whose log tells of security */
  readonly site: AppFunction;
  readonly functions: readonly AppFunction[];
  readonly workflows: readonly WorkflowParts[];
  readonly api: HttpApi;
  readonly email: Email;
}

const FIVE_MINUTES = Duration.minutes(5);

/** Who is told when something breaks, and of what. */
export class Watch extends Construct {
  private readonly topic: Topic;
  private readonly service: string;

  constructor(scope: Construct, id: string, props: WatchProps) {
    super(scope, id);
    this.service = metricsService(props.settings);
    this.topic = new Topic(this, 'Alarms', { displayName: `Drumbeat ${props.settings.stage}`, enforceSSL: true });
    this.topic.addSubscription(new EmailSubscription(props.settings.alarmEmail));
    // A policy of its own replaces the one that let CloudWatch in.
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );

    this.watchTheBeat();
    this.watchTheParked();
    this.watchThePost();
    this.watchTheReputation(props.email);
    this.watchTheFates(props.email);
    this.watchThePages(props.api);
    this.watchForGuessing(props.site, props.settings);
    for (const fn of props.functions) this.watchFunction(fn);
    for (const workflow of props.workflows) this.watchWorkflow(workflow);
  }

  private alarm(id: string, props: Omit<AlarmProps, 'topic'>): void {
    alarm(this, id, { ...props, topic: this.topic });
  }

  /** One of the metrics that the functions write themselves. */
  private own(metricName: string, statistic: string, period: Duration): Metric {
    const dimensionsMap = { service: this.service };
    return new Metric({ namespace: METRICS_NAMESPACE, metricName, dimensionsMap, statistic, period });
  }

  private watchTheBeat(): void {
    this.alarm('BeatStopped', {
      // a failed turn is tried again within 15 minutes: past 20 the clock itself is in question
      metric: this.own('OldestOverdueMinutes', 'Maximum', Duration.minutes(1)),
      threshold: 20,
      periods: 5,
      soundsOnSilence: true,
      consequence: {
        breaks: 'something that was due has waited over 20 minutes, or the clock has not ticked for 5.',
        forWhom: 'any school may be waiting for requests, reminders and escalations.',
        whatToDo:
          'see that the schedule is enabled and what the tick function logs; then look for failed turns. Nothing is lost: the first good tick catches up.',
      },
    });
  }

  private watchTheParked(): void {
    this.alarm('Parked', {
      metric: this.own('Parked', 'Sum', FIVE_MINUTES),
      threshold: 1,
      consequence: {
        breaks:
          'the records of one school or cohort make no sense to its turn, so it is parked: looked at again a quarter of an hour later, then ever more rarely, at last once a day. It sounds at each look.',
        forWhom: 'the people of that one school: requests, reminders and reports wait. Other schools go on.',
        whatToDo:
          'the log of the decide-turn or close-cohort function names it and the place in the code. Mend the records or the code, then unpark it as docs/running.md says.',
      },
    });
  }

  private watchThePost(): void {
    this.alarm('SendsFailed', {
      metric: this.own('SendsFailed', 'Sum', FIVE_MINUTES),
      threshold: 1,
      consequence: {
        breaks:
          'SES did not take one email. If it cannot send to that address, the email is dropped and the school is asked for another address. After any other failure the email stays in its outbox and a later turn tries again.',
        forWhom: 'the person it is written to, who hears later than they should, or not at all if it was refused.',
        whatToDo:
          'look for the message key and the reason in the log of the send-message function. The table of what SES answers in docs/running.md says what each means.',
      },
    });
    this.alarm('PostStopped', {
      metric: this.own('PostStopped', 'Maximum', Duration.minutes(1)),
      threshold: 1,
      periods: 2,
      consequence: {
        breaks:
          'SES refuses emails for a reason that is the account’s, so none goes. All of them wait in their outboxes, and one is tried each quarter of an hour.',
        forWhom:
          'everybody: schools are not asked, heads do not get reports in time, leads see on their pages that no emails are sent.',
        whatToDo:
          'read the code in the log of the send-message function and look it up in docs/running.md: a sender that is not verified, a paused account, a spent quota, missing rights. Fix that. The emails then go by themselves, in order, within half an hour.',
      },
    });
  }

  private watchTheReputation(email: Email): void {
    const reputation = (metricName: string) =>
      new Metric({
        namespace: 'AWS/SES',
        metricName,
        dimensionsMap: { 'ses:configuration-set': email.configurationSetName },
        statistic: 'Average',
        period: Duration.hours(1),
      });
    this.alarm('Bounces', {
      metric: reputation('Reputation.BounceRate'),
      threshold: 0.03,
      consequence: {
        breaks: 'more than 3 in 100 emails bounce; at 5 AWS reviews the account and may stop its post.',
        forWhom: 'those whose address is wrong hear nothing; every school, if the post is stopped.',
        whatToDo: 'find the bounced messages in the cohorts, and ask the programme leads for addresses that work.',
      },
    });
    this.alarm('Complaints', {
      metric: reputation('Reputation.ComplaintRate'),
      threshold: 0.0005,
      consequence: {
        breaks: 'more than 1 in 2,000 emails is marked as spam; at 2 AWS reviews the account and may stop its post.',
        forWhom: 'every school, if the post is stopped.',
        whatToDo: 'find who complained, and have the programme lead talk to that school before anything more is sent.',
      },
    });
  }

  private watchTheFates(email: Email): void {
    this.alarm('Unrecorded', {
      metric: email.unrecorded.metricApproximateNumberOfMessagesVisible({ period: FIVE_MINUTES, statistic: 'Maximum' }),
      threshold: 1,
      consequence: {
        breaks: 'the fate of an email could not be recorded after all tries, and waits in a queue for 14 days.',
        forWhom: 'the programme lead, who may not see that an email bounced; an unconfirmed email may go twice.',
        whatToDo: 'mend the record-delivery function, then call it again with the events that are in the queue.',
      },
    });
  }

  private watchThePages(api: HttpApi): void {
    this.alarm('PagesFailed', {
      metric: api.metricServerError({ period: FIVE_MINUTES, statistic: 'Sum' }),
      threshold: 3,
      consequence: {
        breaks: 'pages answer with "there is a problem with the service".',
        forWhom: 'everyone who opens a link from an email, and the programme leads.',
        whatToDo: 'find the errors in the log of the web function; if they came with a deployment, undo that.',
      },
    });
  }

  private watchForGuessing(site: AppFunction, { stage }: Settings): void {
    const refused = ['code-refused', 'limit-hit', 'link-refused'].map((what) => `$.message.what = "${what}"`);
    const filter = new MetricFilter(this, 'Guesses', {
      logGroup: site.log,
      filterPattern: FilterPattern.literal(`{ $.message.event = "security" && (${refused.join(' || ')}) }`),
      metricNamespace: `${METRICS_NAMESPACE}-${stage}`,
      metricName: 'Guesses',
    });
    this.alarm('Guessing', {
      metric: filter.metric({ period: FIVE_MINUTES, statistic: 'Sum' }),
      threshold: 100,
      consequence: {
        breaks: 'a hundred sign-in codes or links were refused, or limits hit, within five minutes.',
        forWhom: 'a programme lead whose sign-in somebody is guessing at; links cannot be guessed.',
        whatToDo:
          'ask the log of the web function as docs/running.md says, whose sign-in it is, and disable that lead if a code was right.',
      },
    });
  }

  private watchFunction(fn: AppFunction): void {
    this.alarm(`Function-${fn.folder}`, {
      metric: fn.function.metricErrors({ period: FIVE_MINUTES }),
      threshold: fn.alarmFrom,
      consequence: fn.whenItFails,
    });
  }

  private watchWorkflow({ machine, name, whenItFails }: WorkflowParts): void {
    this.alarm(`Workflow-${name}`, {
      metric: new MathExpression({
        expression: 'failed + late',
        usingMetrics: {
          failed: machine.metricFailed({ period: FIVE_MINUTES }),
          late: machine.metricTimedOut({ period: FIVE_MINUTES }),
        },
        period: FIVE_MINUTES,
        label: `failed turns of ${name}`,
      }),
      threshold: 1,
      consequence: whenItFails,
    });
  }
}
