import highsModule, { type Highs, type HighsCallbackMap, type Model as HighsModel } from 'highs';
import type { Program } from './program.ts';

export interface SolveOptions {
  readonly seconds: number;
  /** the search may end when bound and cost are so near */
  readonly absoluteGap: number;
  /** from so many seconds on, this relative gap will do */
  readonly patience: number;
  readonly relativeGap: number;
  /** the start is as good as the best, and what remains is the proof: no time for looking around */
  readonly proofOnly?: boolean | undefined;
  /** values of all columns of a solution to start from; only those of whole columns need to be right */
  readonly start?: readonly number[] | undefined;
  readonly onProgress?: ((progress: { readonly objective: number; readonly bound: number }) => void) | undefined;
}

export interface Solved {
  /** undefined if nothing was found */
  readonly values: Float64Array | undefined;
  readonly objective: number;
  readonly bound: number;
  readonly infeasible: boolean;
}

// Its declarations count as CommonJS, where the loader would be a member; what Node imports is the ES module.
const loadHighs = highsModule as unknown as typeof highsModule.default;

let loading: Promise<Highs> | undefined;

const runtime = (): Promise<Highs> => {
  loading ??= loadHighs();
  return loading;
};

const withProgram = async <T>(program: Program, use: (model: HighsModel, highs: Highs) => T): Promise<T> => {
  const highs = await runtime();
  const { continuous, integer } = highs.constants.variableType;
  const [numCols, numRows] = [program.cost.length, program.rowLower.length];
  const data = {
    numCols,
    numRows,
    colCost: program.cost,
    colLower: program.lower,
    colUpper: program.upper,
    rowLower: program.rowLower,
    rowUpper: program.rowUpper,
    ...(program.integer.includes(true)
      ? { integrality: program.integer.map((whole) => (whole ? integer : continuous)) }
      : {}),
    matrix: {
      format: 'csr' as const,
      numRows,
      numCols,
      starts: program.starts,
      indices: program.indices,
      values: program.values,
    },
  };
  return highs.withModel(data, (model) => use(model, highs));
};

/** The best solution that HiGHS finds in the time. It keeps the thread busy until then. */
export const solve = (program: Program, options: SolveOptions): Promise<Solved> =>
  withProgram(program, (model, highs) => {
    model.options.set({
      output_flag: false,
      time_limit: Math.max(0.01, options.seconds),
      mip_abs_gap: options.absoluteGap,
      mip_rel_gap: 0,
      mip_heuristic_run_rins: !options.proofOnly,
      mip_heuristic_run_rens: !options.proofOnly,
      mip_heuristic_run_root_reduced_cost: !options.proofOnly,
    });
    if (options.start) model.setSolution({ colValue: options.start });
    const { mipLogging, mipInterrupt } = highs.constants.callbackType;
    const isWhole = program.integer.includes(true);
    const callbacks: HighsCallbackMap = {
      [mipLogging]({ data }) {
        options.onProgress?.({ objective: data.mip_primal_bound ?? Infinity, bound: data.mip_dual_bound ?? -Infinity });
        return undefined;
      },
      [mipInterrupt](event) {
        const { running_time = 0, mip_gap = Infinity } = event.data;
        if (running_time > options.patience && mip_gap <= options.relativeGap) event.interrupt();
        return undefined;
      },
    };
    model.run(isWhole ? callbacks : {});
    const found = model.info.get('primal_solution_status') === highs.constants.solutionStatus.feasible;
    return {
      values: found ? model.getSolution().colValue : undefined,
      objective: found ? model.getObjectiveValue() : Infinity,
      bound: isWhole ? Number(model.info.get('mip_dual_bound')) : -Infinity,
      infeasible: model.getModelStatus() === highs.constants.modelStatus.infeasible,
    };
  });

/** What the program costs when nothing needs to be whole: never more; and by how much each column that is 0 would add. */
export const relax = (
  program: Program,
  seconds: number,
): Promise<{ readonly objective: number; readonly reducedCosts: Float64Array } | undefined> =>
  withProgram({ ...program, integer: program.integer.map(() => false) }, (model, highs) => {
    model.options.set({ output_flag: false, presolve: 'off', time_limit: Math.max(0.01, seconds) });
    // Presolving takes longer than these few hundred iterations.
    model.run();
    if (model.getModelStatus() !== highs.constants.modelStatus.optimal) return undefined;
    return { objective: model.getObjectiveValue(), reducedCosts: model.getSolution().colDual };
  });

/** The same whole columns, and whole numbers in the others too, where the matrix is one of a flow. */
export async function settleSolver(program: Program, values: Float64Array): Promise<Float64Array> {
  const isWhole = (value: number): boolean => Math.abs(value - Math.round(value)) < 1e-6;
  if (values.every(isWhole)) return values;
  const set = (bounds: readonly number[]): number[] =>
    bounds.map((bound, column) => (program.integer[column] ? Math.round(values[column] as number) : bound));
  const flow = {
    ...program,
    lower: set(program.lower),
    upper: set(program.upper),
    integer: program.integer.map(() => false),
  };
  const settled = await solve(flow, { seconds: 60, absoluteGap: 0, patience: 60, relativeGap: 0 });
  return settled.values ?? values;
}

/** The program in the MPS format, for other solvers. */
export const asMps = (program: Program): Promise<Uint8Array> =>
  withProgram(program, (model) => model.exportModel('mps'));
