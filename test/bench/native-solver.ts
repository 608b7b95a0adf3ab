import { spawnSync } from 'node:child_process';

/** A solver of this machine, and how it solves an MPS file to the same proof. */
export interface NativeSolver {
  readonly name: string;
  /** seconds, or undefined if it did not finish in time */
  solve(file: string): number | undefined;
}

const LIMIT = 120;

const HIGHSPY = `
import highspy, sys
h = highspy.Highs()
h.setOptionValue("output_flag", False)
h.setOptionValue("threads", 1)
h.setOptionValue("mip_rel_gap", 0.0)
h.setOptionValue("mip_abs_gap", 0.99)
h.readModel(sys.argv[1])
h.run()
`;

const runs = (command: string, args: readonly string[]): boolean => spawnSync(command, args).status === 0;

function timed(command: string, args: readonly string[]): number | undefined {
  const began = performance.now();
  const { status } = spawnSync(command, args, { timeout: LIMIT * 1000 });
  return status === 0 ? (performance.now() - began) / 1000 : undefined;
}

/** Debian's python3-highspy, else coinor-cbc; undefined where neither is installed. */
export function nativeSolver(): NativeSolver | undefined {
  if (runs('python3', ['-c', 'import highspy']))
    return { name: 'HiGHS', solve: (file) => timed('python3', ['-c', HIGHSPY, file]) };
  if (!runs('cbc', ['-quit'])) return undefined;
  return { name: 'CBC', solve: (file) => timed('cbc', [file, 'ratio', '0', 'allow', '0.99', 'solve']) };
}
