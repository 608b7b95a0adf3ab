import { BarChart } from 'echarts/charts';
import { GraphicComponent, GridComponent } from 'echarts/components';
import { use } from 'echarts/core';
import { BRAND, INK, standalone, TEXT } from './drawing.ts';
import { drawChart } from './svg-chart.ts';

use([BarChart, GridComponent, GraphicComponent]);

export interface Bin {
  /** hours; more than `from` (the first bin: from the start) and up to `to`, so that the deadline itself is in time */
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

export interface ChartOptions {
  /** in hours */
  readonly deadline: number;
}

const PROMISE: ChartOptions = { deadline: 24 };
const BEFORE = 12;
const WIDTH = 640;
const HEIGHT = 320;
const GRID = { left: 16, right: 16, top: 64, bottom: 60 };

/** Twelve bins of one width up to the deadline (two hours each to 24), then half as much again, twice, and beyond. */
export function binsOf(hours: readonly number[], { deadline }: ChartOptions = PROMISE): readonly Bin[] {
  const edges = Array.from({ length: BEFORE + 1 }, (_, i) => (deadline * i) / BEFORE);
  const all = [...edges, deadline * 1.5, deadline * 2, Number.POSITIVE_INFINITY];
  return all.slice(1).map((to, i) => {
    const from = all[i] ?? 0;
    return { from, to, count: hours.filter((h) => h <= to && (i === 0 || h > from)).length };
  });
}

const total = (bins: readonly Bin[]) => bins.reduce((sum, { count }) => sum + count, 0);
const shown = (hours: number) => String(Number(hours.toFixed(1)));
const grouped = (count: number) => count.toLocaleString('en-GB');

/** What the picture shows, for who does not see it: the two counts, then each bin that has any. */
export function ledgerChartInWords(hours: readonly number[], { deadline }: ChartOptions = PROMISE): string {
  if (hours.length === 0) return 'No report has reached a head yet.';
  const bins = binsOf(hours, { deadline });
  const within = total(bins.slice(0, BEFORE));
  const reports = `${grouped(hours.length)} report${hours.length === 1 ? '' : 's'}`;
  const each = bins
    .filter(({ count }) => count > 0)
    .map(({ from, to, count }) => {
      const span = Number.isFinite(to) ? `${shown(from)} to ${shown(to)}` : `more than ${shown(from)}`;
      return `${grouped(count)} in ${span}`;
    });
  return `Of ${reports}, ${grouped(within)} reached the head within ${shown(deadline)} hours of the session’s end and ${grouped(hours.length - within)} later. By hours: ${each.join(', ')}.`;
}

const words = (text: string, x: number, y: number, align: 'left' | 'right' | 'center', bold = false) => ({
  type: 'text' as const,
  silent: true,
  style: {
    text,
    x,
    y,
    align,
    fill: TEXT.color,
    fontSize: TEXT.fontSize,
    fontFamily: TEXT.fontFamily,
    ...(bold && { fontWeight: 'bold' as const }),
  },
});

/** Full colour in time, hatched after the deadline. */
const fillOf = ({ count }: Bin, i: number) =>
  i < BEFORE
    ? { color: BRAND }
    : {
        color: '#ffffff',
        borderColor: INK,
        // an empty bin would be a thick line
        borderWidth: count > 0 ? 1.5 : 0,
        decal: {
          color: INK,
          dashArrayX: [1, 0] as [number, number],
          dashArrayY: [2, 4] as [number, number],
          rotation: -Math.PI / 4,
        },
      };

/**
 * The distribution of hours from the session's end to the head's inbox against the deadline, as an SVG file of its own,
 * 640 by 320. What came later is hatched, stands right of a line and says so. Same input, same text.
 */
export function ledgerChart(hours: readonly number[], { deadline }: ChartOptions = PROMISE): string {
  const bins = binsOf(hours, { deadline });
  const within = total(bins.slice(0, BEFORE));
  const line = GRID.left + ((WIDTH - GRID.left - GRID.right) * BEFORE) / bins.length;
  const bottom = HEIGHT - GRID.bottom;
  const drawn = drawChart({
    width: WIDTH,
    height: HEIGHT,
    grid: GRID,
    xAxis: {
      type: 'category',
      data: bins.map(({ from, to }) => (Number.isFinite(to) ? `${shown(from)}–${shown(to)}` : `${shown(from)}+`)),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: INK } },
      axisLabel: { ...TEXT, fontSize: 12, interval: 0, margin: 10 },
      silent: true,
    },
    yAxis: { type: 'value', show: false, min: 0, minInterval: 1 },
    series: [
      {
        type: 'bar',
        silent: true,
        barWidth: '76%',
        label: { show: true, position: 'top', ...TEXT },
        data: bins.map((bin, i) => ({
          value: bin.count,
          label: { show: bin.count > 0, formatter: grouped(bin.count) },
          itemStyle: fillOf(bin, i),
        })),
      },
    ],
    graphic: [
      words(`Within ${shown(deadline)} hours: ${grouped(within)}`, line - 8, 14, 'right', true),
      words(`Later: ${grouped(hours.length - within)}`, line + 8, 14, 'left', true),
      words('Hours from the session’s end to the head’s inbox', WIDTH / 2, HEIGHT - 24, 'center'),
      ...(hours.length === 0 ? [words('No report has reached a head yet.', line / 2, bottom / 2, 'center')] : []),
      {
        type: 'line',
        silent: true,
        shape: { x1: line, y1: 10, x2: line, y2: bottom + 8 },
        style: { stroke: INK, lineWidth: 2, lineDash: [6, 4] },
      },
    ],
  });
  const title = `Hours from the session’s end to the head’s inbox, against ${shown(deadline)} hours`;
  return standalone(drawn, 'ledger-chart', title, ledgerChartInWords(hours, { deadline }));
}
