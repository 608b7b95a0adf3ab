import { LineChart } from 'echarts/charts';
import { GraphicComponent, GridComponent } from 'echarts/components';
import { use } from 'echarts/core';
import type { Scale } from '#domain/programme/questionnaire.ts';
import { BRAND, drawable, INK, standalone, TEXT } from './drawing.ts';
import { drawChart } from './svg-chart.ts';

use([LineChart, GridComponent, GraphicComponent]);

interface Slope {
  readonly text: string;
  /** means of the same people, in points of the scale from 1 */
  readonly before: number;
  readonly after: number;
}

export interface Slopes {
  /** unlike that of any other picture on the page; letters, digits and hyphens */
  readonly id: string;
  readonly title: string;
  /** what the two points are called */
  readonly from: string;
  readonly to: string;
  readonly scale: Scale;
  readonly slopes: readonly Slope[];
  /** the number of the first line; 1 where nothing is said */
  readonly first?: number;
}

const WIDTH = 640;
const HEIGHT = 360;
const GRID = { left: 178, right: 62, top: 24, bottom: 34 };
const LINE = 15;

const shown = (value: number): string => value.toFixed(1);

type Way = 'rose' | 'fell' | 'stayed';

/** As far as one figure after the point tells. */
const wayOf = ({ before, after }: Slope, best: Scale['best']): Way => {
  const gain = (Number(shown(after)) - Number(shown(before))) * (best === 'last' ? 1 : -1);
  return gain > 0 ? 'rose' : gain < 0 ? 'fell' : 'stayed';
};

/** What the picture shows, for who does not see it. */
export const slopesInWords = ({ slopes, scale, first = 1 }: Pick<Slopes, 'slopes' | 'scale' | 'first'>): string =>
  slopes
    .map(
      (slope, i) =>
        `${i + first}. ${slope.text}: mean ${shown(slope.before)}, then ${shown(slope.after)}; ${wayOf(slope, scale.best)}.`,
    )
    .join(' ');

const lines = {
  rose: { color: BRAND, width: 3, type: 'solid' },
  fell: { color: INK, width: 2, type: [6, 4] },
  stayed: { color: '#505a5f', width: 1.5, type: 'solid' },
} as const;

/** Heights of lines of text as near to these as can be without one standing on another. */
function apart(heights: readonly number[]): readonly number[] {
  const order = heights.map((y, i) => ({ y, i })).toSorted((a, b) => a.y - b.y || a.i - b.i);
  const placed: number[] = [];
  const moved = [...heights];
  const lowest = HEIGHT - GRID.bottom;
  for (const [n, { y }] of order.entries())
    placed.push(Math.max(y, (placed[n - 1] ?? Number.NEGATIVE_INFINITY) + LINE));
  // what was pushed below the picture pushes the others up again
  for (let n = placed.length - 1; n >= 0; n--)
    placed[n] = Math.min(placed[n] ?? 0, (placed[n + 1] ?? lowest + LINE) - LINE);
  for (const [n, { i }] of order.entries()) moved[i] = placed[n] ?? 0;
  return moved;
}

/** The number of each line beside one of its ends, and the mean there. */
function numbers(of: 'before' | 'after', { scale, slopes: all, first = 1 }: Slopes) {
  const down = (value: number) => {
    const share = (value - 1) / (scale.points.length - 1 || 1);
    return GRID.top + (scale.best === 'first' ? share : 1 - share) * (HEIGHT - GRID.top - GRID.bottom);
  };
  const heights = apart(all.map((slope) => down(slope[of])));
  const x = of === 'before' ? GRID.left - 8 : WIDTH - GRID.right + 8;
  return all.map((slope, i) => ({
    type: 'text' as const,
    silent: true,
    style: {
      ...TEXT,
      fill: TEXT.color,
      text: `${i + first}: ${shown(slope[of])}`,
      x,
      y: heights[i] ?? 0,
      align: of === 'before' ? ('right' as const) : ('left' as const),
      verticalAlign: 'middle' as const,
    },
  }));
}

/**
 * The means of some statements at two points, a line for each, the best point of the scale at the top. What rose is thick,
 * what fell is dashed; each line is numbered as the statements are. Never a line for one person: it would be recognised.
 * An SVG of 640 by 360. Same input, same text.
 */
export function slopes(picture: Slopes): string {
  const { id, title, from, to, scale, slopes: all } = picture;
  const drawn = drawChart({
    width: WIDTH,
    height: HEIGHT,
    grid: GRID,
    xAxis: {
      type: 'category',
      boundaryGap: false,
      data: [drawable(from), drawable(to)],
      axisTick: { show: false },
      axisLine: { lineStyle: { color: INK } },
      axisLabel: { ...TEXT, interval: 0, margin: 12, width: 180, overflow: 'truncate' },
      splitLine: { show: true, lineStyle: { color: INK } },
    },
    yAxis: {
      type: 'value',
      min: 1,
      max: scale.points.length,
      interval: 1,
      inverse: scale.best === 'first',
      axisLabel: {
        ...TEXT,
        margin: 56,
        width: 112,
        overflow: 'break',
        formatter: (value: number) => drawable(`${scale.points[value - 1] ?? value}`),
      },
      splitLine: { lineStyle: { color: '#d5d8d9' } },
    },
    series: all.map((slope) => ({
      type: 'line' as const,
      silent: true,
      symbol: 'circle',
      symbolSize: 8,
      lineStyle: { ...lines[wayOf(slope, scale.best)], type: lines[wayOf(slope, scale.best)].type as 'solid' },
      itemStyle: { color: lines[wayOf(slope, scale.best)].color },
      data: [slope.before, slope.after],
    })),
    graphic: [...numbers('before', picture), ...numbers('after', picture)],
  });
  return standalone(drawn, id, title, slopesInWords(picture));
}
