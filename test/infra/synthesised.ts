import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { FunctionFolder } from '#infra/bundling.ts';
import { FOLDER_METADATA } from '#infra/constructs/app-function.ts';
import { DrumbeatService } from '#infra/service.ts';
import { type StageName, settingsOf } from '#infra/settings.ts';

export interface Resource {
  readonly Type: string;
  readonly DeletionPolicy?: string;
  readonly Metadata?: Readonly<Record<string, unknown>>;
  // biome-ignore lint/suspicious/noExplicitAny: a template is JSON of any shape
  readonly Properties: Readonly<Record<string, any>>;
}

export interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** A stage's stack, synthesised without bundling and with cdk-nag watching: a finding throws. */
export function synthesised(stage: StageName): Template {
  const outdir = mkdtempSync(join(tmpdir(), 'drumbeat-'));
  try {
    const app = new App({ context: { 'aws:cdk:bundling-stacks': [] }, analyticsReporting: false, outdir });
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    return Template.fromStack(new DrumbeatService(app, `drumbeat-${stage}`, settingsOf(stage)));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

export const allOf = (template: Template, type: string): readonly (readonly [string, Resource])[] =>
  Object.entries(template.findResources(type)) as [string, Resource][];

/** The one resource of a type. */
export function theOnly(template: Template, type: string): Resource {
  const [first, ...others] = allOf(template, type);
  if (!first || others.length > 0) throw new Error(`expected one ${type}, found ${first ? others.length + 1 : 0}`);
  return first[1];
}

/** The two tables by what they hold, with their logical ids. */
export const tablesIn = (template: Template) => {
  const tables = allOf(template, 'AWS::DynamoDB::Table');
  const the = (which: RegExp) => {
    const [found, ...others] = tables.filter(([id]) => which.test(id));
    if (!found || others.length > 0) throw new Error(`Expected one table like ${which}`);
    return { id: found[0], ...found[1] };
  };
  return { records: the(/^RecordsTable/), private: the(/^RecordsPrivateTable/), all: tables.map(([, one]) => one) };
};

/** The functions of the stack by folder. */
export const functionsIn = (template: Template): Readonly<Record<FunctionFolder, Resource>> =>
  Object.fromEntries(
    allOf(template, 'AWS::Lambda::Function').map(([, fn]) => [fn.Metadata?.[FOLDER_METADATA], fn]),
  ) as Record<FunctionFolder, Resource>;

/** What a role may do. */
export const statementsOf = (template: Template, roleId: string): readonly Statement[] =>
  allOf(template, 'AWS::IAM::Policy')
    .filter(([, policy]) => policy.Properties.Roles.some((role: { Ref: string }) => role.Ref === roleId))
    .flatMap(([, policy]) => policy.Properties.PolicyDocument.Statement);

/** What a function may do. */
export const permissionsOf = (template: Template, folder: FunctionFolder): readonly Statement[] =>
  statementsOf(template, functionsIn(template)[folder].Properties.Role['Fn::GetAtt'][0]);

export const actionsOf = (statements: readonly Statement[]): readonly string[] =>
  statements.flatMap(({ Action }) => Action);
