import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, expectTypeOf, it } from 'vitest';
import type { CycleId, Id, MessageKey, ObligationId, PartnershipId, SessionId } from '#domain/ids.ts';
import { cycleOf, obligationOf, sessionOf } from '#domain/partnership/partnership.ts';
import type { PersonId } from '#domain/people/person.ts';
import { ROOT } from '#infra/bundling.ts';

describe('an id', () => {
  it('of one kind is not taken for another, and text for any', () => {
    expectTypeOf<SessionId>().not.toExtend<ObligationId>();
    expectTypeOf<PersonId>().not.toExtend<CycleId>();
    expectTypeOf<PartnershipId>().not.toExtend<MessageKey>();
    expectTypeOf<Id<'one'>>().not.toExtend<Id<'another'>>();
    expectTypeOf<string>().toExtend<ObligationId>();
    expectTypeOf(obligationOf).parameter(1).not.toEqualTypeOf<SessionId>();
    expectTypeOf(sessionOf).parameter(1).toEqualTypeOf<SessionId>();
    expectTypeOf(cycleOf).parameter(1).toEqualTypeOf<CycleId>();
  });

  /** Lints it as if it were in the repository. @returns what there is to mend */
  const linted = (line: string, path: string): string => {
    const folder = mkdtempSync(join(tmpdir(), 'drumbeat-lint-'));
    try {
      for (const file of ['biome.json', 'ids-are-not-read.grit']) copyFileSync(join(ROOT, file), join(folder, file));
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      const code = `export const said = (id: string, o: { owner: string; start: string }) => ${line};\n`;
      writeFileSync(join(folder, path), code);
      const run = spawnSync(join(ROOT, 'node_modules/.bin/biome'), ['lint', '--vcs-enabled=false', '.'], {
        cwd: folder,
        encoding: 'utf8',
      });
      expect(run.stderr + run.stdout).toContain('Checked 2 files');
      return run.stderr;
    } finally {
      rmSync(folder, { recursive: true });
    }
  };
  const READ = 'An id is compared, never read';

  it.each(["id.startsWith('guest-')", "o.owner.split('-')", '/-(\\d+)$/.exec(id)', 'o.owner.slice(2)'])(
    'is not read: %s',
    (line) => {
      expect(linted(line, 'shared/domain/people/said.ts')).toContain(READ);
    },
  );

  it('is compared, and what is no id is read', () => {
    for (const line of ['id === o.owner', 'o.start.slice(0, 10)'])
      expect(linted(line, 'shared/domain/people/said.ts')).not.toContain(READ);
  });

  it('of an earlier release is read where records are, and nowhere else', () => {
    const line = "id.startsWith('guest-')";
    expect(linted(line, 'shared/records/earlier-ids.ts')).not.toContain(READ);
    expect(linted(line, 'shared/records/partnerships.ts')).toContain(READ);
    expect(linted(line, 'functions/web/kit/words/cycle.ts')).toContain(READ);
  });
});
