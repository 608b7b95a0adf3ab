import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { DrumbeatService } from './service.ts';
import { type StageName, settingsOf } from './settings.ts';

const STAGES: readonly StageName[] = ['test', 'live'];

const app = new App();
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
for (const stage of STAGES) new DrumbeatService(app, `drumbeat-${stage}`, settingsOf(stage));
