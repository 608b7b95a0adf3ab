import { readFileSync } from 'node:fs';
import type { Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import { FUNCTION_FOLDERS } from '#infra/bundling.ts';
import { allOf, type Resource, synthesised, theOnly } from './synthesised.ts';

let live: Template;
let alarms: readonly Resource[];
beforeAll(() => {
  live = synthesised('live');
  alarms = allOf(live, 'AWS::CloudWatch::Alarm').map(([, alarm]) => alarm);
});

const alarmOn = (metric: string): Resource => {
  const found = alarms.find((alarm) => alarm.Properties.MetricName === metric);
  if (!found) throw new Error(`no alarm on ${metric}`);
  return found;
};

describe('every alarm', () => {
  it('says what breaks, for whom and what to do, in sentences that fit', () => {
    for (const { Properties } of alarms) {
      expect(Properties.AlarmDescription).toMatch(/^What breaks: .{20,}\. For whom: .{10,}\. What to do: .{20,}\.$/);
      expect(Properties.AlarmDescription.length).toBeLessThanOrEqual(1024);
      expect(Properties.AlarmDescription).not.toMatch(/\bplease\b|\bsorry\b|\bTODO\b/i);
    }
  });

  it('tells the same topic when it sounds and when it is over, and a person reads that', () => {
    const [[topic] = []] = allOf(live, 'AWS::SNS::Topic');
    for (const { Properties } of alarms) {
      expect(Properties.AlarmActions).toEqual([{ Ref: topic }]);
      expect(Properties.OKActions).toEqual([{ Ref: topic }]);
    }
    expect(theOnly(live, 'AWS::SNS::Subscription').Properties).toMatchObject({
      Protocol: 'email',
      TopicArn: { Ref: topic },
    });
  });

  it('may publish to the topic, whose policy lets nobody else in', () => {
    const { Statement } = theOnly(live, 'AWS::SNS::TopicPolicy').Properties.PolicyDocument;
    const allowed = Statement.filter((statement: { Effect: string }) => statement.Effect === 'Allow');
    expect(allowed).toMatchObject([{ Action: 'sns:Publish', Principal: { Service: 'cloudwatch.amazonaws.com' } }]);
  });
});

describe('what is watched', () => {
  it('the clock: overdue by more than one retry, or silent', () => {
    expect(alarmOn('OldestOverdueMinutes').Properties).toMatchObject({
      Namespace: 'Drumbeat',
      Dimensions: [{ Name: 'service', Value: 'drumbeat-live' }],
      Statistic: 'Maximum',
      Period: 60,
      Threshold: 20,
      TreatMissingData: 'breaching',
    });
  });

  it('failed and late executions of each workflow', () => {
    const metrics = alarms
      .flatMap(({ Properties }) => Properties.Metrics ?? [])
      .map((metric) => metric.MetricStat?.Metric);
    for (const name of ['ExecutionsFailed', 'ExecutionsTimedOut']) {
      const machines = metrics
        .filter((metric) => metric?.MetricName === name)
        .map((metric) => metric.Dimensions[0].Value.Ref);
      expect(machines.sort()).toEqual(
        allOf(live, 'AWS::StepFunctions::StateMachine')
          .map(([id]) => id)
          .sort(),
      );
    }
  });

  it('guessing at codes and links, by what the web function logs', () => {
    const { Properties } = theOnly(live, 'AWS::Logs::MetricFilter');
    const [metric] = Properties.MetricTransformations;
    expect(alarmOn('Guesses').Properties).toMatchObject({
      Namespace: metric.MetricNamespace,
      Threshold: 100,
      Statistic: 'Sum',
      Period: 300,
      TreatMissingData: 'notBreaching',
    });
    const source = readFileSync(new URL('../../functions/web/kit/security/events.ts', import.meta.url), 'utf8');
    const asked = [...Properties.FilterPattern.matchAll(/\$\.message\.what = "([a-z-]+)"/g)].map(([, what]) => what);
    expect(asked).toHaveLength(3);
    for (const what of asked) expect(source).toContain(`what: '${what}'`);
  });

  it('failed sends, and the reputation of the sender before AWS looks into it', () => {
    expect(alarmOn('SendsFailed').Properties).toMatchObject({ Namespace: 'Drumbeat', Threshold: 1, Statistic: 'Sum' });
    expect(alarmOn('Reputation.BounceRate').Properties.Threshold).toBeLessThan(0.05);
    expect(alarmOn('Reputation.ComplaintRate').Properties.Threshold).toBeLessThan(0.001);
  });

  it('errors of every function, pages that fail, and email events that wait', () => {
    const watched = alarms.filter(({ Properties }) => Properties.Namespace === 'AWS/Lambda');
    expect(watched.every(({ Properties }) => Properties.MetricName === 'Errors')).toBe(true);
    expect(new Set(watched.map(({ Properties }) => JSON.stringify(Properties.Dimensions))).size).toBe(
      FUNCTION_FOLDERS.length,
    );
    expect(alarmOn('5xx').Properties.Namespace).toBe('AWS/ApiGateway');
    expect(alarmOn('ApproximateNumberOfMessagesVisible').Properties.Threshold).toBe(1);
  });
});
