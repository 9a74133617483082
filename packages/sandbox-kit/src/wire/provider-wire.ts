import type { EndingFault, FaultOf } from '../faults/fault.ts';
import type { SocketEnd, ToldSocket } from './socket-wire.ts';

/** A request as a provider reads it: whole, and with nothing interpreted yet. */
export interface WireRequest {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What strikes a provider while it executes a request. The faults at its edge never reach it. */
export interface ExecutionFaults {
  /** Resolves when the answer has been held back long enough. Called once, while the request counts as running. */
  wait(): Promise<void>;
  /** How far the provider's clock is behind. */
  readonly behindMs: number;
  /** Whether idempotency keys count where the provider does not declare them. */
  readonly honoursKeys: boolean;
  readonly fault: FaultOf<
    'refuse' | 'server_error_before' | 'saved_server_error' | 'server_error_after'
  > | null;
}

/** A third party's server: everything that differs from one provider to the next on the way from request to answer. */
export interface ProviderWire {
  readonly name: string;
  /** Faults strike what programs call, never the pages that people open. */
  isApi(path: string): boolean;
  handle(request: WireRequest, struck: ExecutionFaults): Promise<WireAnswer>;
  /** Of a provider that tells news on WebSockets: takes one in, at whatever path; absent where nobody may open any. */
  openSocket?(socket: ToldSocket): SocketEnd;
  rateLimited(request: WireRequest): WireAnswer;
  unavailable(request: WireRequest): WireAnswer;
  /** The body is larger than any provider would take. */
  tooLarge(request: WireRequest): WireAnswer;
  /** For a bug in the sandbox itself. */
  broken(request: WireRequest): WireAnswer;
}

/** The faults that a provider has to carry out itself, because they depend on what it saves and how it answers. */
export function executionFault(ending: EndingFault | null): ExecutionFaults['fault'] {
  switch (ending?.kind) {
    case 'refuse':
    case 'server_error_before':
    case 'saved_server_error':
    case 'server_error_after':
      return ending;
    default:
      return null;
  }
}
