import chromium from '@sparticuz/chromium';

/** Run by packaged-chromium.ts with a temporary folder of its own: that is where the package unpacks to. */
await chromium.executablePath();
