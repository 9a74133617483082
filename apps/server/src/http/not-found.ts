import type { FastifyInstance } from 'fastify';

/** What is mounted: each path with the methods it takes. */
export interface MountedPaths {
  /** The methods that this path takes; none if nothing is mounted there. */
  methodsOf(path: string): readonly string[];
}

/** Remembers every route that is mounted from now on, to tell a wrong method from a wrong path. */
export function watchPaths(app: FastifyInstance): MountedPaths {
  const mounted: { pattern: RegExp; methods: readonly string[] }[] = [];
  app.addHook('onRoute', ({ url, method }) => {
    const pattern = new RegExp(`^${url.split('/').map(segmentPattern).join('/')}$`);
    mounted.push({ pattern, methods: [method].flat() });
  });
  return {
    methodsOf: (path) => [
      ...new Set(mounted.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods)),
    ],
  };
}

function segmentPattern(segment: string): string {
  if (segment.startsWith(':')) return '[^/]+';
  // A file folder takes any path and answers for itself what is not in it.
  if (segment === '*') return '(?!)';
  return segment.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
