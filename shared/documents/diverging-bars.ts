import { BarChart } from 'echarts/charts';
import { GraphicComponent, GridComponent, LegendComponent } from 'echarts/components';
import { use } from 'echarts/core';
import type { Scale } from '#domain/programme/questionnaire.ts';
import { BRAND, drawable, INK, standalone, TEXT } from './drawing.ts';
import { drawChart } from './svg-chart.ts';

use([BarChart, GridComponent, GraphicComponent, LegendComponent]);

interface SpreadRow {
  readonly text: string;
  /** how many answers at each point of the scale, the first point first */
  readonly counts: readonly number[];
}

export interface Spread {
  /** unlike that of any other picture on the page; letters, digits and hyphens */
  readonly id: string;
  readonly title: string;
  readonly scale: Scale;
  readonly rows: readonly SpreadRow[];
}

const WIDTH = 640;
const ROW = 46;
const LABELS = 230;
const SIDES = 12;

const totalOf = (counts: readonly number[]): number => counts.reduce((sum, n) => sum + n, 0);

/** From the point that is worst to the one that is best, so that the better half is on the right whatever way the scale runs. */
const fromWorst = <T>(scale: Scale, all: readonly T[]): readonly T[] =>
  scale.best === 'last' ? all : all.toReversed();

/** What the picture shows, for who does not see it: each row with its counts, from the best point. */
export function spreadInWords({ scale, rows }: Pick<Spread, 'scale' | 'rows'>): string {
  const words = fromWorst(scale, scale.points).toReversed();
  return rows
    .map(({ text, counts }) => {
      const each = fromWorst(scale, counts).toReversed();
      const said = words.flatMap((point, i) => ((each[i] ?? 0) > 0 ? [`“${point}” ${each[i]}`] : []));
      return `${text}: ${said.length > 0 ? said.join(', ') : 'no answers'}.`;
    })
    .join(' ');
}

/** Hatched below the middle, plain grey in it, full colour above: told apart without colour too. */
function fillOf(i: number, points: number) {
  const middle = (points - 1) / 2;
  if (i === middle) return { color: '#d5d8d9', borderColor: INK, borderWidth: 1 };
  if (i > middle) return { color: i - middle > middle / 2 ? BRAND : '#8fbcbe', borderColor: INK, borderWidth: 1 };
  const dense = middle - i > middle / 2;
  return {
    color: '#ffffff',
    borderColor: INK,
    borderWidth: 1,
    decal: {
      color: INK,
      dashArrayX: [1, 0] as [number, number],
      dashArrayY: (dense ? [2, 3] : [1, 6]) as [number, number],
      rotation: -Math.PI / 4,
    },
  };
}

/** Where everything of the picture stands: shares by row from the worst point, and lengths in pixels. */
function layoutOf({ scale, rows }: Pick<Spread, 'scale' | 'rows'>) {
  const points = fromWorst(scale, scale.points);
  const middle = (points.length - 1) / 2;
  const shares = rows.map(({ counts }) => {
    const total = totalOf(counts) || 1;
    return fromWorst(scale, counts).map((n) => n / total);
  });
  const left = shares.map((own) =>
    own.reduce((sum, share, i) => sum + (i < middle ? share : i === middle ? share / 2 : 0), 0),
  );
  const furthest = Math.max(0, ...left);
  const right = Math.max(0, ...shares.map((own, r) => totalOf(own) - (left[r] ?? 0)));
  const extent = furthest + right || 1;
  const legend = 26 * Math.ceil((totalOf(points.map((one) => one.length * 7 + 44)) || 1) / (WIDTH - 2 * SIDES));
  return {
    shares,
    extent,
    /** what stays empty left of each bar */
    before: left.map((own) => furthest - own),
    /** the line's distance from the left */
    line: LABELS + ((WIDTH - LABELS - SIDES) * furthest) / extent,
    legend,
    height: 16 + legend + rows.length * ROW + 8,
  };
}

/** The pieces of all bars at one point of the scale. */
function pieceOf(i: number, { scale, rows }: Pick<Spread, 'scale' | 'rows'>, shares: readonly (readonly number[])[]) {
  return {
    type: 'bar' as const,
    silent: true,
    stack: 'row',
    name: String(i),
    barWidth: 24,
    itemStyle: fillOf(i, scale.points.length),
    label: { show: true, position: 'inside' as const, ...TEXT, backgroundColor: '#ffffff', padding: [1, 3] },
    data: rows.map(({ counts }, r) => {
      const n = fromWorst(scale, counts)[i] ?? 0;
      return {
        value: shares[r]?.[i] ?? 0,
        label: { show: n > 0, formatter: n.toLocaleString('en-GB') },
        // an empty piece would be a thick line
        ...(n === 0 && { itemStyle: { borderWidth: 0 } }),
      };
    }),
  };
}

/**
 * How answers are spread over the points of a scale, a bar for each row: what is below the middle of the scale stands
 * left of a line, what is above it right, and the numbers in the bars are counts. An SVG 640 wide. Same input, same text.
 */
export function divergingBars({ id, title, scale, rows }: Spread): string {
  const points = fromWorst(scale, scale.points);
  const { shares, extent, before, line, legend, height } = layoutOf({ scale, rows });
  const drawn = drawChart({
    width: WIDTH,
    height,
    grid: { left: LABELS, right: SIDES, top: 12 + legend, bottom: 4 },
    legend: {
      left: SIDES,
      right: SIDES,
      top: 6,
      itemWidth: 20,
      itemHeight: 14,
      selectedMode: false,
      textStyle: { ...TEXT },
      // by place: two points may have the same words
      data: points.map((_, i) => ({ name: String(i) })),
      formatter: (place: string) => drawable(points[Number(place)] ?? ''),
    },
    xAxis: { type: 'value', show: false, min: 0, max: extent },
    yAxis: {
      type: 'category',
      inverse: true,
      data: rows.map(({ text }) => drawable(text)),
      axisTick: { show: false },
      axisLine: { show: false },
      axisLabel: { ...TEXT, interval: 0, width: LABELS - 22, overflow: 'break', lineHeight: 15 },
    },
    series: [
      { type: 'bar', silent: true, stack: 'row', name: '', itemStyle: { color: 'transparent' }, data: before },
      ...points.map((_, i) => pieceOf(i, { scale, rows }, shares)),
    ],
    graphic: [
      {
        type: 'line',
        silent: true,
        // behind the bars, so that no number is struck through
        z: 0,
        shape: { x1: line, y1: 10 + legend, x2: line, y2: height - 4 },
        style: { stroke: INK, lineWidth: 2, lineDash: [6, 4] },
      },
    ],
  });
  return standalone(drawn, id, title, spreadInWords({ scale, rows }));
}
