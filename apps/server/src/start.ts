import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '@diboas/kernel';
import { SECOND_MS } from '@diboas/kernel';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { createApiHandlers } from './api/handlers.ts';
import { mountApi } from './api/mount.ts';
import { createOperatorHandlers } from './api/operator/handler.ts';
import { mountOperatorApi } from './api/operator/mount.ts';
import { mountMailbox } from './auth/mailbox-page.ts';
import { mountOpenapi } from './http/openapi.ts';
import { originsOf } from './http/same-origin.ts';
import { createHttpServer } from './http/server.ts';
import type { HubPace } from './live/hub.ts';
import { mountLive } from './live/upgrade.ts';
import { createNoticeMails } from './news/notice-mails.ts';
import { createPriceAlertRounds } from './news/price-alerts.ts';
import { mountHealth } from './pages/health.ts';
import { mountReferencePage } from './pages/reference-page.ts';
import { mountSecurityTxt } from './pages/security-txt.ts';
import { createRecurringRounds } from './recurring/run-recurring.ts';
import { httpAddress } from './settings/address.ts';
import type { Settings } from './settings/shape.ts';
import { createLogger } from './telemetry/logger.ts';
import { mountWebhooks } from './webhooks/route.ts';
import { findFreePort } from './wire/free-port.ts';
import { type Wired, wire } from './wire/wire.ts';
import { listenForOrderNews } from './work/order-news.ts';
import { startRounds } from './work/rounds.ts';
import { startWorker } from './work/worker.ts';

/** A node that is up. */
export interface RunningServer {
  readonly url: string;
  /** Ends it in order; what is not over by the deadline is left to other nodes. Safe to call twice. */
  stop(): Promise<void>;
}

export interface StartOptions {
  readonly logger?: Logger;
  readonly clock?: Clock;
  readonly livePace?: Partial<HubPace>;
}

/** A quote may take its provider eight seconds; who asked for one still hears of it. */
const REQUESTS_DEADLINE_MS = 9 * SECOND_MS;

/** For the batches under way, after the last request has been answered or cut. */
const REST_DEADLINE_MS = 3 * SECOND_MS;

/** Migrates, wires, listens and starts to work. Resolves when requests are served. */
export async function startServer(settings: Settings, options: StartOptions = {}): Promise<RunningServer> {
  const logger = options.logger ?? createLogger(settings.logLevel);
  const port = settings.port === 0 ? await findFreePort(settings.host) : settings.port;
  const address = httpAddress({ host: settings.host, port });
  const publicUrl = settings.publicUrl ?? address;
  const wired = await wire({ ...options, settings, publicUrl, logger });
  const state = { stopping: false };
  const isStopping = () => state.stopping;
  const app = await openToRequests({ settings, publicUrl, logger, wired, isStopping }, port);
  const { engine, gate, clock, metrics } = wired.parts;
  const worker = startWorker({ engine, gate, clock, logger, metrics });
  const { deposits, recipients, days, marks, parts, mailbox, operators } = wired;
  const mailing = { store: parts.store, clock, publicUrl, addressOf: operators.signInAddress };
  const rounds = [
    startRounds({ lookOnce: deposits.lookOnce, where: 'deposits', metrics, logger }),
    startRounds({ lookOnce: parts.identities.lookOnce, where: 'identity', metrics, logger }),
    startRounds({ ...recipients, where: 'recipients', metrics, logger }),
    startRounds({ lookOnce: days.lookOnce, where: 'portfolios', metrics, logger }),
    startRounds({ lookOnce: marks.lookOnce, where: 'marks', metrics, logger }),
    startRounds({ ...createRecurringRounds(parts), where: 'recurring', metrics, logger }),
    startRounds({ ...createPriceAlertRounds(parts), where: 'alerts', metrics, logger }),
    ...(mailbox
      ? [
          startRounds({
            ...createNoticeMails({ ...mailing, mailer: mailbox }),
            where: 'notices',
            metrics,
            logger,
          }),
        ]
      : []),
  ];
  const news = listenForOrderNews({ providers: parts.providers.values(), engine, metrics, logger });
  logger.info({ publicUrl }, 'ready');

  async function stopInOrder(): Promise<void> {
    state.stopping = true;
    logger.info('stopping');
    wired.hub.close();
    // The port stays open meanwhile: a balancer that found it closed would have sent somebody there first.
    await delay(settings.drainSeconds * SECOND_MS);
    await closeHttp(app);
    await Promise.all([worker, news, ...rounds].map((one) => one.stop()));
    await engine.stop();
    await wired.close();
    logger.info('stopped');
  }

  let stopped: Promise<void> | null = null;
  return {
    url: address,
    stop() {
      const deadlineMs = settings.drainSeconds * SECOND_MS + REQUESTS_DEADLINE_MS + REST_DEADLINE_MS;
      stopped ??= withinDeadline(stopInOrder(), { logger, deadlineMs });
      return stopped;
    },
  };
}

/** Listens, or closes what was opened for it. */
async function openToRequests(options: AppOptions, port: number): Promise<FastifyInstance> {
  const { wired, settings } = options;
  try {
    const app = await createApp(options);
    await app.listen({ host: settings.host, port });
    return app;
  } catch (error) {
    wired.hub.close();
    await wired.close();
    throw error;
  }
}

interface AppOptions {
  readonly settings: Settings;
  readonly publicUrl: string;
  readonly logger: Logger;
  readonly wired: Wired;
  readonly isStopping: () => boolean;
}

async function createApp({
  settings,
  publicUrl,
  logger,
  wired,
  isStopping,
}: AppOptions): Promise<FastifyInstance> {
  const { parts, hub, mailbox, deposits, operators } = wired;
  const { signIn, metrics } = parts;
  const origins = originsOf(publicUrl);
  const { requestsPerMinute, signInsPerMinute, trustedProxies, webDist, operatorKeys: keys } = settings;
  const app = await createHttpServer({
    publicUrl,
    trustedProxies,
    requestsPerMinute,
    webDist,
    logger,
    metrics,
    addressKey: settings.authSecrets[0] ?? '',
    async mount(app) {
      const perMinute = { sign_in: signInsPerMinute };
      mountApi(app, { handlers: createApiHandlers(parts), signIn, origins, perMinute });
      const handlers = createOperatorHandlers(operators);
      mountOperatorApi(app, { ...parts, keys, handlers, perMinute: signInsPerMinute });
      mountHealth(app, {
        pingDatabase: parts.pingDatabase,
        rates: parts.rates,
        isStopping,
        metrics,
      });
      const { store } = parts;
      const strangersPerMinute = requestsPerMinute;
      const onAddress = deposits.hint;
      await mountWebhooks(app, { ...parts, audit: store, quarantine: store, onAddress, strangersPerMinute });
      mountOpenapi(app);
      await mountReferencePage(app);
      if (mailbox) mountMailbox(app, { mailbox, publicUrl, isForAll: settings.mailboxForAll });
      const { securityContact: contact } = settings;
      if (contact) mountSecurityTxt(app, { publicUrl, contact, clock: parts.clock });
      mountLive(app, { hub, signIn, origins, isStopping });
    },
  });
  return app;
}

/**
 * Stops listening and lets requests finish. A connection is kept alive by whoever opened it, so those that have
 * nothing more to answer are closed as they fall idle, and the rest when their time is up.
 */
async function closeHttp(app: FastifyInstance): Promise<void> {
  const idle = setInterval(() => app.server.closeIdleConnections(), 50);
  const late = setTimeout(() => app.server.closeAllConnections(), REQUESTS_DEADLINE_MS);
  await app.close();
  clearInterval(idle);
  clearTimeout(late);
}

async function withinDeadline(
  stopping: Promise<void>,
  { logger, deadlineMs }: { logger: Logger; deadlineMs: number },
): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(() => {
      logger.warn(
        'not everything was over by the deadline; what is under way will be found again as due work',
      );
      resolve();
    }, deadlineMs);
  });
  await Promise.race([stopping, late]);
  clearTimeout(timer);
}
