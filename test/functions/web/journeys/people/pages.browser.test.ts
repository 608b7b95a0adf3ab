import { describe, expect, it } from 'vitest';
import type { NamedPage } from '#test/functions/web/look.ts';
import { everyPeoplePage } from '#test/functions/web/people-pages.ts';
import { soundPages } from '#test/functions/web/sound-pages.ts';

describe('every page on people', () => {
  const gathered = soundPages(31, async () => {
    const pages: NamedPage[] = [];
    return { site: await everyPeoplePage(pages), pages };
  });

  it('is there, or says that its link no longer works or what is wrong', () => {
    const others = gathered().filter(({ status }) => ![200, 410, 422].includes(status));
    expect(others.map(({ name }) => name)).toEqual([]);
  });
});
