import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

/** What an alarm means to a person woken by it: three whole sentences, each ending in a full stop. */
export interface Consequence {
  readonly breaks: string;
  readonly forWhom: string;
  readonly whatToDo: string;
}

export interface AlarmProps {
  readonly metric: IMetric;
  /** the alarm sounds at this value or above it */
  readonly threshold: number;
  /** how many periods of the metric in a row; 1 unless told */
  readonly periods?: number;
  /** whether silence is itself the fault; no unless told */
  readonly soundsOnSilence?: boolean;
  readonly consequence: Consequence;
  readonly topic: ITopic;
}

/** An alarm, which cannot be made without saying what breaks, for whom, and what to do. */
export function alarm(scope: Construct, id: string, props: AlarmProps): Alarm {
  const { breaks, forWhom, whatToDo } = props.consequence;
  const made = new Alarm(scope, id, {
    metric: props.metric,
    threshold: props.threshold,
    evaluationPeriods: props.periods ?? 1,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: props.soundsOnSilence ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    alarmDescription: `What breaks: ${breaks} For whom: ${forWhom} What to do: ${whatToDo}`,
  });
  const tell = new SnsAction(props.topic);
  made.addAlarmAction(tell);
  made.addOkAction(tell);
  return made;
}
