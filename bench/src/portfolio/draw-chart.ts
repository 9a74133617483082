// A chart as a browser makes it, but for painting: the points of five years placed, its paths made, and all that React puts on the page
// for it, as text. The parts are TypeScript with markup in it, which Node does not read, so Vite loads them as it does for the app.
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { ChartPoint } from '@diboas/portfolio';
import { createServer } from 'vite';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** What the part asks for: see `LineChartProps` there. */
interface ChartToDraw {
  readonly label: string;
  readonly points: readonly ChartPoint[];
  readonly tell: (point: ChartPoint) => { readonly when: string; readonly value: string };
  readonly words: object;
}

/** What is used of React, whose types would tell the whole workshop that it runs in a browser. */
interface ReactAsText {
  readonly createElement: (part: unknown, props: ChartToDraw) => unknown;
  readonly renderToString: (element: unknown) => string;
}

const told = (text: string) => () => text;
const WORDS = {
  ...{ kind: 'chart', table: 'Table', listen: 'Listen', stop: 'Stop', tones: 'Higher is more.' },
  ...{ when: 'When', value: 'Value', unknown: 'Not known' },
  ...{ highest: told('Highest'), lowest: told('Lowest'), summary: told('From here to there.') },
};

export interface ChartDrawing {
  draw(points: readonly ChartPoint[]): string;
  close(): Promise<void>;
}

export async function openChartDrawing(): Promise<ChartDrawing> {
  const server = await createServer({
    ...{ root: ROOT, configFile: false, appType: 'custom', logLevel: 'error' },
    server: { middlewareMode: true, watch: null, ws: false },
    optimizeDeps: { noDiscovery: true },
  });
  const { LineChart: chart } = await server.ssrLoadModule('/packages/ui/src/charts/line-chart.tsx');
  const { createElement, renderToString }: ReactAsText = {
    ...createRequire(import.meta.url)('react'),
    ...createRequire(import.meta.url)('react-dom/server'),
  };
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });
  return {
    draw: (points) =>
      renderToString(
        createElement(chart, {
          ...{ label: 'What is invested', points, words: WORDS },
          tell: ({ x, y }) => ({ when: `day ${x}`, value: y === null ? 'Not known' : format.format(y) }),
        }),
      ),
    close: () => server.close(),
  };
}
