import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, type CfnFunction, LoggingFormat, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { BEFORE_BUNDLING, BESIDE, BUNDLING, entryOf, type FunctionFolder, ROOT } from '#infra/bundling.ts';
import type { Settings } from '#infra/settings.ts';
import type { Consequence } from './alarm.ts';

/** What a function may be told by its environment; shared/config.ts reads it. */
interface FunctionEnvironment {
  readonly TABLE: string;
  readonly PRIVATE_TABLE: string;
  readonly SITE_ORIGIN: string;
  readonly SENDER: string;
  readonly CONFIGURATION_SET: string;
  readonly LINK_SECRET_ID: string;
  /** email addresses, with commas between */
  readonly LEADS: string;
  readonly TURN_MACHINE: string;
  readonly DELIVER_MACHINE: string;
  readonly PLAN_MACHINE: string;
  readonly COHORT_MACHINE: string;
  readonly LAUNCH_MACHINE: string;
}

export interface AppFunctionProps {
  readonly settings: Settings;
  /** the folder under functions/ */
  readonly folder: FunctionFolder;
  readonly description: string;
  /** only what the function uses */
  readonly environment: Partial<FunctionEnvironment>;
  readonly memoryMegabytes: number;
  readonly timeoutSeconds: number;
  /** what it means when this function fails: its alarm says so */
  readonly whenItFails: Consequence;
  /** how long its log is kept, if not as long as the others' */
  readonly logRetention?: RetentionDays;
  /** failures in five minutes that are worth an alarm; 1 unless told */
  readonly alarmFrom?: number;
}

/** The key of a function's metadata that says which folder it runs: the local edition finds its handler by it. */
export const FOLDER_METADATA = 'drumbeat:function';

/** The service and the dimension under which a stage's functions report their metrics. */
export const metricsService = (settings: Settings): string => `drumbeat-${settings.stage}`;

/** The namespace of the product's own metrics. */
export const METRICS_NAMESPACE = 'Drumbeat';

/** One Lambda with a role of its own, which may do nothing yet but write its own log. */
export class AppFunction extends Construct {
  readonly function: NodejsFunction;
  readonly folder: FunctionFolder;
  readonly log: LogGroup;
  readonly whenItFails: Consequence;
  readonly alarmFrom: number;

  constructor(scope: Construct, id: string, props: AppFunctionProps) {
    super(scope, id);
    const { settings, folder } = props;
    this.folder = folder;
    this.whenItFails = props.whenItFails;
    this.alarmFrom = props.alarmFrom ?? 1;

    const logGroup = new LogGroup(this, 'Log', {
      retention: props.logRetention ?? settings.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    this.log = logGroup;

    // the Node that runs this file, not whichever the machine has
    const node = JSON.stringify(process.execPath);
    const before = BEFORE_BUNDLING[folder];
    const after = BESIDE[folder];
    this.function = new NodejsFunction(this, 'Function', {
      description: props.description,
      entry: entryOf(folder),
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memoryMegabytes,
      timeout: Duration.seconds(props.timeoutSeconds),
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      tracing: Tracing.DISABLED,
      environment: {
        ...props.environment,
        STAGE: settings.stage,
        POWERTOOLS_SERVICE_NAME: metricsService(settings),
        POWERTOOLS_METRICS_NAMESPACE: METRICS_NAMESPACE,
      },
      projectRoot: ROOT,
      depsLockFilePath: `${ROOT}package-lock.json`,
      bundling: {
        ...BUNDLING,
        format: OutputFormat.ESM,
        mainFields: [...BUNDLING.mainFields],
        externalModules: [],
        commandHooks: {
          beforeBundling: () => (before ? [`${node} ${before}`] : []),
          beforeInstall: () => [],
          afterBundling: (_, output) =>
            after ? [`${node} ${ROOT}infra/files-beside.ts ${folder} ${JSON.stringify(output)}`] : [],
        },
      },
    });
    (this.function.node.defaultChild as CfnFunction).addMetadata(FOLDER_METADATA, folder);
  }

  /** Lets the function do these actions on these resources, and nothing more. */
  allow(actions: readonly string[], resources: readonly string[], conditions?: Record<string, unknown>): void {
    this.function.addToRolePolicy(
      new PolicyStatement({
        actions: [...actions],
        resources: [...resources],
        ...(conditions && { conditions }),
      }),
    );
  }

  /** Lets a role call the function: as it is now, never an older version of it. */
  letInvoke(role: Role): void {
    role.addToPolicy(
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [this.function.functionArn] }),
    );
  }
}
