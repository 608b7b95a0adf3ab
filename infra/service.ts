import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Clock } from './constructs/clock.ts';
import { Email } from './constructs/email.ts';
import { Lifecycle } from './constructs/lifecycle.ts';
import { Records } from './constructs/records.ts';
import { Watch } from './constructs/watch.ts';
import { WebConstruct } from './constructs/web.ts';
import type { Settings } from './settings.ts';

/** The whole of one stage. It only puts the parts together: what a part is, its own file says. */
export class DrumbeatService extends Stack {
  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id, {
      env: { region: settings.region, ...(settings.account === undefined ? {} : { account: settings.account }) },
      description: `Drumbeat (${settings.stage}): keeps mentoring and coaching programmes on the beat.`,
      tags: { product: 'drumbeat', stage: settings.stage },
      terminationProtection: settings.keepRecords,
    });

    const records = new Records(this, 'Records', settings);
    const email = new Email(this, 'Email', { settings, records });
    const web = new WebConstruct(this, 'Web', settings);
    const lifecycle = new Lifecycle(this, 'Lifecycle', { settings, records, email, links: web });
    const clock = new Clock(this, 'Clock', { settings, records, lifecycle });
    const site = web.serve({ settings, records, email, lifecycle });
    new Watch(this, 'Watch', {
      settings,
      site,
      functions: [site, clock.tick, email.recordDelivery, ...lifecycle.functions],
      workflows: lifecycle.workflows,
      api: web.api,
      email,
    });

    const { table, privateTable } = records;
    new CfnOutput(this, 'TableName', { value: table.tableName, description: 'The records' });
    new CfnOutput(this, 'PrivateTableName', { value: privateTable.tableName, description: 'Answers, drafts, reports' });
    new CfnOutput(this, 'Site', { value: web.origin, description: 'Where the programme lead signs in' });
  }
}
