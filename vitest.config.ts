import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Those that take minutes begin first: whoever takes them last leaves the other core idle. */
class LongOnesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) =>
      /\.browser\.test|test\/journeys\/|\/releases\/|conflicts\.test|unpacked\.test/.test(moduleId) ? 0 : 1;
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/support/same-properties.ts'],
    // For what hangs, and not for what is slow: on a machine with much else to do everything may take ten times as long.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    // Two cores: more workers only wait for each other, and browsers and engines need room beside them.
    maxWorkers: 2,
    // No file leaves anything behind that another would see, and what all import is read once.
    isolate: false,
    sequence: { sequencer: LongOnesFirst },
  },
});
