import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';
import { type Chromium, packagedChromium } from './packaged-chromium.ts';

/** The machine's own browser, if it has one. CHROMIUM names another; `CHROMIUM=packaged` is the one that comes with npm. */
const own = process.env.CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync) ?? 'packaged';

/** A browser with an empty profile. Scripts are off unless asked for: no page of ours has one, and axe needs them. */
export async function openBrowser({
  which = own,
  scripts = false,
  viewport = { width: 1280, height: 900 },
}: {
  which?: string;
  scripts?: boolean;
  viewport?: { width: number; height: number };
} = {}): Promise<BrowserContext> {
  const { executablePath, env }: Chromium =
    which === 'packaged' ? await packagedChromium() : { executablePath: which, env: {} };
  const profile = mkdtempSync(join(tmpdir(), 'drumbeat-browser-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    env: { ...process.env, ...env },
    headless: true,
    javaScriptEnabled: scripts,
    viewport,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  // for a moment after it has closed, the browser still writes
  context.on('close', () => rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }));
  return context;
}
