import { CfnOutput, Duration, Stack, Validations } from 'aws-cdk-lib';
import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Settings } from '#infra/settings.ts';
import { AppFunction } from './app-function.ts';
import type { Records } from './records.ts';

export interface EmailProps {
  readonly settings: Settings;
  readonly records: Records;
}

/** What SES tells us of a message's fate, each by its name there and in EventBridge. */
const FATES: readonly (readonly [EmailSendingEvent, string])[] = [
  [EmailSendingEvent.SEND, 'Email Sent'],
  [EmailSendingEvent.DELIVERY, 'Email Delivered'],
  [EmailSendingEvent.BOUNCE, 'Email Bounced'],
  [EmailSendingEvent.COMPLAINT, 'Email Complaint Received'],
  [EmailSendingEvent.REJECT, 'Email Rejected'],
];

/** The post office: who we send as, and the feed that says what became of each message. */
export class Email extends Construct {
  readonly configurationSetName: string;
  readonly recordDelivery: AppFunction;
  /** events of the feed that could not be recorded, kept for two weeks */
  readonly unrecorded: Queue;
  private readonly sender: string;
  private readonly sendingArns: readonly string[];

  constructor(scope: Construct, id: string, { settings, records }: EmailProps) {
    super(scope, id);
    this.sender = settings.senderAddress;
    const configurationSet = new ConfigurationSet(this, 'ConfigurationSet', {
      reputationMetrics: true,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
      // an email carries a link that is a key: it never crosses the internet in the clear
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
    });
    this.configurationSetName = configurationSet.configurationSetName;
    const { mailDomain, returnDomain } = settings;
    const identity = new EmailIdentity(this, 'Identity', {
      identity: mailDomain ? Identity.domain(mailDomain) : Identity.email(settings.senderAddress),
      configurationSet,
      ...(returnDomain && { mailFromDomain: returnDomain }),
    });
    this.sendingArns = [
      identity.emailIdentityArn,
      Stack.of(this).formatArn({
        service: 'ses',
        resource: 'configuration-set',
        resourceName: configurationSet.configurationSetName,
      }),
    ];
    if (mailDomain) {
      identity.dkimRecords.forEach((record, i) => {
        new CfnOutput(this, `Dkim${i + 1}`, {
          value: `${record.name} CNAME ${record.value}`,
          description: `Add to the DNS of ${mailDomain}, so that its emails are believed`,
        });
      });
    }

    this.unrecorded = new Queue(this, 'Unrecorded', { enforceSSL: true, retentionPeriod: Duration.days(14) });
    Validations.of(this.unrecorded).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'It is itself the dead-letter queue of the email event feed.',
    });
    this.recordDelivery = new AppFunction(this, 'RecordDelivery', {
      settings,
      folder: 'record-delivery',
      description: 'Records what became of a message: sent, delivered, bounced, complained of, rejected',
      environment: { TABLE: records.table.tableName },
      memoryMegabytes: 256,
      timeoutSeconds: 30,
      whenItFails: {
        breaks: 'the fate of an email was not recorded at the first try.',
        forWhom: 'the programme lead, who may not see that an email bounced.',
        whatToDo:
          'wait: it is tried twice more. What still fails goes to the queue of unrecorded events, which has its own alarm.',
      },
    });
    records.readAndWrite(this.recordDelivery);
    this.recordDelivery.function.configureAsyncInvoke({
      retryAttempts: 2,
      maxEventAge: Duration.hours(6),
      onFailure: new SqsDestination(this.unrecorded),
    });
    this.listen(configurationSet);
  }

  /** Lets a function send as the sender, through the configuration set that feeds the fates back. */
  letSend(fn: AppFunction): void {
    fn.allow(['ses:SendRawEmail'], this.sendingArns, { StringEquals: { 'ses:FromAddress': this.sender } });
  }

  /** Lets a function ask how fast the account may send. That is of no resource: AWS knows the right for all or none. */
  letPace(fn: AppFunction): void {
    fn.allow(['ses:GetSendQuota'], ['*']);
    Validations.of(fn).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'ses:GetSendQuota knows no resources. It tells three numbers of the account.',
    });
  }

  private listen(configurationSet: ConfigurationSet): void {
    configurationSet.addEventDestination('Feed', {
      // SES sends its events to the account's default bus only
      destination: EventDestination.eventBus(EventBus.fromEventBusName(this, 'Bus', 'default')),
      events: FATES.map(([event]) => event),
    });
    new Rule(this, 'Fates', {
      description: 'Drumbeat: what became of the emails of this stage',
      eventPattern: {
        source: ['aws.ses'],
        detailType: FATES.map(([, name]) => name),
        // the bus is shared by every stage and product in the account
        detail: { mail: { tags: { 'ses:configuration-set': [configurationSet.configurationSetName] } } },
      },
      targets: [
        new LambdaFunction(this.recordDelivery.function, {
          deadLetterQueue: this.unrecorded,
          retryAttempts: 20,
          maxEventAge: Duration.hours(6),
        }),
      ],
    });
  }
}
