import { describe, expect, it } from 'vitest';
import { FUNCTION_FOLDERS } from '#infra/bundling.ts';
import { bundled } from './bundled.ts';

describe('deployed code', () => {
  it.each(FUNCTION_FOLDERS)('%s holds nothing of the local edition, the tests or another function', async (folder) => {
    const { code, inputs } = await bundled(folder);
    expect(inputs).toContain(`functions/${folder}/index.ts`);
    for (const input of inputs) expect(input).toMatch(new RegExp(`^(functions/${folder}|shared)/`));
    // the clock that can be moved is reached by this path, in the local edition alone
    expect(code).not.toContain('/local/clock');
  });
});
