import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([SVGRenderer]);

type Drawn = Parameters<ReturnType<typeof init>['setOption']>[0];

/** The library's drawing, in black on white, as the text of an SVG. Sizes in pixels. Same input, same text. */
export function drawChart({ width, height, ...option }: Drawn & { width: number; height: number }): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  chart.setOption({ animation: false, backgroundColor: '#ffffff', ...option });
  const drawn = chart.renderToSVGString();
  chart.dispose();
  return drawn;
}
