import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { FUNCTION_FOLDERS, type FunctionFolder } from '#infra/bundling.ts';
import { DrumbeatService } from '#infra/service.ts';
import { settingsOf } from '#infra/settings.ts';
import { functionsIn } from '#test/infra/synthesised.ts';

/** The live stage as it would be deployed, and each function's files, alone in a folder far from this repository. */
export interface Assets {
  readonly template: Template;
  readonly folders: Readonly<Record<FunctionFolder, string>>;
  remove(): void;
}

/** Bundles by the stack itself, as `cdk deploy` does, and lays out what would be uploaded. */
export function unpackedAssets(): Assets {
  const root = mkdtempSync(join(tmpdir(), 'drumbeat-'));
  const outdir = join(root, 'cdk.out');
  const app = new App({ analyticsReporting: false, outdir });
  const template = Template.fromStack(new DrumbeatService(app, 'drumbeat-live', settingsOf('live')));
  const folders = FUNCTION_FOLDERS.map((folder) => {
    const { S3Key } = functionsIn(template)[folder].Properties.Code;
    const unpacked = join(root, folder);
    cpSync(join(outdir, `asset.${String(S3Key).replace(/\.zip$/, '')}`), unpacked, { recursive: true });
    if (!readdirSync(unpacked).includes('index.mjs')) throw new Error(`${folder} has no index.mjs`);
    return [folder, unpacked] as const;
  });
  rmSync(outdir, { recursive: true });
  return {
    template,
    folders: Object.fromEntries(folders) as Record<FunctionFolder, string>,
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
