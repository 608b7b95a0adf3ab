import { RetentionDays } from 'aws-cdk-lib/aws-logs';

export type StageName = 'test' | 'live';

/** What differs between one deployment and another; everything else is the same code. */
export interface Settings {
  readonly stage: StageName;
  readonly region: string;
  /** known when deploying; without it the stack is synthesised for any account */
  readonly account?: string | undefined;
  /** the site's own host name; without it the site has the address that API Gateway gives it */
  readonly webDomain?: string;
  /** the From of every email; the Reply-To is always the programme lead, a person who reads it */
  readonly senderAddress: string;
  /** the domain that SES verifies and signs for; without it only the sender's address is verified */
  readonly mailDomain?: string;
  /** the envelope's domain (MAIL FROM), where post that cannot be delivered returns; part of `mailDomain` */
  readonly returnDomain?: string;
  /** who hears when something breaks */
  readonly alarmEmail: string;
  readonly logRetention: RetentionDays;
  /** of the web function's log, which tells of security: long enough to look back when something is found late */
  readonly securityLogRetention: RetentionDays;
  /** the programme leads who may sign in */
  readonly leads: readonly string[];
  /** whether the records outlive the stack */
  readonly keepRecords: boolean;
}

/** Everyone in the field is in England, and so are their data. */
const REGION = 'eu-west-2';

/** The settings of a stage. The account comes from the AWS command line's profile, when there is one. */
export function settingsOf(stage: StageName, account = process.env.CDK_DEFAULT_ACCOUNT): Settings {
  return { stage, region: REGION, account, ...STAGES[stage] };
}

const STAGES: Readonly<Record<StageName, Omit<Settings, 'stage' | 'region' | 'account'>>> = {
  test: {
    senderAddress: 'drumbeat-test@example.org',
    alarmEmail: 'drumbeat-alarms@example.org',
    logRetention: RetentionDays.TWO_WEEKS,
    securityLogRetention: RetentionDays.ONE_MONTH,
    leads: ['lead@example.org'],
    keepRecords: false,
  },
  live: {
    webDomain: 'drumbeat.example.org',
    senderAddress: 'programmes@drumbeat.example.org',
    mailDomain: 'drumbeat.example.org',
    returnDomain: 'returns.drumbeat.example.org',
    alarmEmail: 'drumbeat-alarms@example.org',
    logRetention: RetentionDays.THREE_MONTHS,
    securityLogRetention: RetentionDays.ONE_YEAR,
    leads: ['lead@example.org'],
    keepRecords: true,
  },
};
