/** Everything of Example's, put together: sessions, its wire, and how it signs. */
import {
  createIdempotency,
  createToken,
  type Double,
  type DoubleKind,
  type DoubleParts,
  showOrders,
} from '@diboas/sandbox-kit';
import { createExampleWire } from './server.ts';
import { shownSession } from './session.ts';
import { createExampleSessions, type ExampleSessions } from './sessions.ts';
import { createExampleSigner, sessionEvent } from './webhooks.ts';

export interface ExampleDouble extends Double {
  readonly sessions: ExampleSessions;
}

export const exampleDouble: DoubleKind<ExampleDouble> = {
  id: 'example',
  name: 'Example',
  secrets: {
    EXAMPLE_API_KEY: { help: 'the key that callers must send' },
    EXAMPLE_WEBHOOK_SECRET: { help: 'what its webhooks are signed with' },
  },
  open: openExample,
};

function openExample(parts: DoubleParts): ExampleDouble {
  const { clock, publicUrl, random, store } = parts;
  const { EXAMPLE_API_KEY: apiKey = '', EXAMPLE_WEBHOOK_SECRET: webhookSecret = '' } = parts.secrets;
  const sessions = createExampleSessions({
    ...parts,
    onStatusChange(session) {
      const eventId = `evt_${createToken(random, 24)}`;
      parts.sendEvent(sessionEvent(session, { eventId, now: clock.now(), publicUrl: publicUrl() }));
    },
  });
  const idempotency = createIdempotency('example', store, clock);
  return {
    sessions,
    orders: showOrders(sessions, shownSession),
    wire: createExampleWire({ apiKey, sessions, idempotency, store, publicUrl, now: () => clock.now() }),
    signer: createExampleSigner(webhookSecret),
    resume: sessions.resume,
    forget: idempotency.forget,
  };
}
