import type { Template } from 'aws-cdk-lib/assertions';
import { Match } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import { FUNCTION_FOLDERS } from '#infra/bundling.ts';
import { keySchema } from '#records/table.ts';
import { allOf, functionsIn, synthesised, tablesIn, theOnly } from './synthesised.ts';

let live: Template;
let test: Template;
beforeAll(() => {
  live = synthesised('live');
  test = synthesised('test');
});

describe('the tables', () => {
  it('have the keys that the records use, in both tables and in each index', () => {
    const { KeySchema, GlobalSecondaryIndexes, AttributeDefinitions } = tablesIn(live).records.Properties;
    const { private: words } = tablesIn(live);
    const names = (schema: readonly { AttributeName: string }[]) => schema.map((key) => key.AttributeName);
    const indexes = GlobalSecondaryIndexes.map(
      (index: { IndexName: string; KeySchema: { AttributeName: string }[] }) => [
        index.IndexName,
        names(index.KeySchema),
      ],
    );
    expect({ table: names(KeySchema), ...Object.fromEntries(indexes) }).toEqual(keySchema);
    for (const { AttributeType } of AttributeDefinitions) expect(AttributeType).toBe('S');
    expect(names(words.Properties.KeySchema)).toEqual(keySchema.table);
    expect(words.Properties).not.toHaveProperty('GlobalSecondaryIndexes');
  });

  it('project into an index what is read from it, and no more', () => {
    const { GlobalSecondaryIndexes } = tablesIn(live).records.Properties;
    const projections = GlobalSecondaryIndexes.map((index: { IndexName: string; Projection: object }) => [
      index.IndexName,
      index.Projection,
    ]);
    expect(Object.fromEntries(projections)).toEqual({
      due: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['version', 'kind'] },
      owed: { ProjectionType: 'KEYS_ONLY' },
      cohort: { ProjectionType: 'ALL' },
    });
  });

  it('can be brought back to any moment, are paid by use, and expire by `expires`', () => {
    for (const { Properties } of [...tablesIn(live).all, ...tablesIn(test).all])
      expect(Properties).toMatchObject({
        BillingMode: 'PAY_PER_REQUEST',
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        SSESpecification: { SSEEnabled: true },
        TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
      });
  });

  it('outlive the live stack, and nothing else does so by accident', () => {
    for (const table of tablesIn(live).all)
      expect(table).toMatchObject({ DeletionPolicy: 'Retain', Properties: { DeletionProtectionEnabled: true } });
    expect(theOnly(live, 'AWS::SecretsManager::Secret').DeletionPolicy).toBe('Retain');
    expect(tablesIn(test).all.map(({ DeletionPolicy }) => DeletionPolicy)).toEqual(['Delete', 'Delete']);
  });
});

describe('the clock', () => {
  it('ticks once a minute, and never on top of itself', () => {
    live.resourceCountIs('AWS::Scheduler::Schedule', 1);
    live.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'rate(1 minute)',
      State: 'ENABLED',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: { RetryPolicy: { MaximumRetryAttempts: 0 } },
    });
    expect(functionsIn(live).tick.Properties.Timeout).toBeLessThan(60);
  });
});

describe('the functions', () => {
  it('are the folders under functions/, on Node 24 and arm64, each with a role of its own', () => {
    const functions = functionsIn(live);
    expect(Object.keys(functions).sort()).toEqual([...FUNCTION_FOLDERS].sort());
    for (const fn of Object.values(functions))
      expect(fn.Properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Handler: 'index.handler',
      });
    const roles = Object.values(functions).map((fn) => JSON.stringify(fn.Properties.Role));
    expect(new Set(roles).size).toBe(roles.length);
  });

  it('are told only what they use', () => {
    const common = ['POWERTOOLS_METRICS_NAMESPACE', 'POWERTOOLS_SERVICE_NAME', 'STAGE'];
    const words = ['PRIVATE_TABLE', 'TABLE'];
    const links = ['CONFIGURATION_SET', 'LINK_SECRET_ID', 'SENDER', 'SITE_ORIGIN'];
    const machines = ['COHORT_MACHINE', 'DELIVER_MACHINE', 'LAUNCH_MACHINE', 'PLAN_MACHINE', 'TURN_MACHINE'];
    const told = Object.entries(functionsIn(live)).map(([folder, fn]) => [
      folder,
      Object.keys(fn.Properties.Environment.Variables).sort(),
    ]);
    expect(Object.fromEntries(told)).toEqual({
      web: [...words, 'LEADS', ...common, ...links, ...machines].sort(),
      tick: ['TABLE', ...common, ...machines].sort(),
      'send-message': [...words, ...common, ...links].sort(),
      'launch-cohort': ['TABLE', ...common].sort(),
      'decide-turn': ['TABLE', ...common].sort(),
      'render-report': [...words, ...common].sort(),
      'plan-cover': ['TABLE', ...common].sort(),
      'solve-cover': common,
      'close-cohort': [...words, ...common].sort(),
      'record-delivery': ['TABLE', ...common].sort(),
    });
  });
});

describe('the logs', () => {
  it('are kept for a while and no longer', () => {
    const kept = (template: Template) => {
      const { Ref: security } = functionsIn(template).web?.Properties.LoggingConfig.LogGroup ?? {};
      const daysOf = (own: boolean) =>
        allOf(template, 'AWS::Logs::LogGroup')
          .filter(([id]) => (id === security) === own)
          .map(([, log]) => log.Properties.RetentionInDays);
      return { security: daysOf(true), others: new Set(daysOf(false)) };
    };
    // what tells of security is in the log of the web function, and is kept for a year
    expect(kept(live)).toEqual({ security: [365], others: new Set([90]) });
    expect(kept(test)).toEqual({ security: [30], others: new Set([14]) });
    for (const fn of Object.values(functionsIn(live)))
      expect(fn.Properties.LoggingConfig.LogGroup).toHaveProperty('Ref');
  });

  it('of the site hold neither a path nor an address', () => {
    const { AccessLogSettings } = theOnly(live, 'AWS::ApiGatewayV2::Stage').Properties;
    expect(Object.keys(JSON.parse(AccessLogSettings.Format))).toEqual([
      'requestId',
      'routeKey',
      'method',
      'status',
      'latency',
    ]);
    expect(AccessLogSettings.Format).not.toMatch(/path|query|sourceIp|userAgent/i);
    expect(theOnly(live, 'AWS::ApiGatewayV2::Route').Properties.RouteKey).toBe('$default');
  });
});

describe('the site', () => {
  it('is throttled, and answers at its own name only', () => {
    live.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      DefaultRouteSettings: { ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 },
    });
    live.hasResourceProperties('AWS::ApiGatewayV2::Api', { DisableExecuteApiEndpoint: true });
    expect(functionsIn(live).web.Properties.Environment.Variables.SITE_ORIGIN).toBe('https://drumbeat.example.org');
  });

  it('keeps the key of its links in Secrets Manager, long enough and made there', () => {
    expect(theOnly(live, 'AWS::SecretsManager::Secret').Properties).toMatchObject({
      GenerateSecretString: { PasswordLength: 64 },
    });
  });
});

describe('the post', () => {
  it('tells us of every fate of an email, over TLS', () => {
    live.hasResourceProperties('AWS::SES::ConfigurationSet', { DeliveryOptions: { TlsPolicy: 'REQUIRE' } });
    live.hasResourceProperties('AWS::SES::ConfigurationSetEventDestination', {
      EventDestination: {
        Enabled: true,
        MatchingEventTypes: ['send', 'delivery', 'bounce', 'complaint', 'reject'],
        EventBridgeDestination: Match.anyValue(),
      },
    });
  });

  it('keeps what could not be recorded, from the rule and from the function', () => {
    live.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: {
        source: ['aws.ses'],
        detail: { mail: { tags: { 'ses:configuration-set': [{ Ref: Match.stringLikeRegexp('ConfigurationSet') }] } } },
      },
      Targets: [{ DeadLetterConfig: Match.anyValue(), RetryPolicy: Match.anyValue() }],
    });
    live.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      DestinationConfig: {
        OnFailure: { Destination: { 'Fn::GetAtt': [Match.stringLikeRegexp('Unrecorded'), 'Arn'] } },
      },
    });
  });
});

it('everything is in London, named by nobody', () => {
  for (const template of [live, test]) {
    const text = JSON.stringify(template.toJSON());
    expect(text).not.toMatch(/\b(us|ap|ca|sa)-(east|west|central|south|north)|eu-(west-[13]|central|north|south)/);
    for (const name of ['TableName', 'BucketName', 'QueueName', 'TopicName', 'RoleName', 'StateMachineName'])
      for (const resource of Object.values(template.toJSON().Resources as Record<string, { Properties?: object }>))
        expect(resource.Properties ?? {}).not.toHaveProperty(name);
  }
});
