/** Refusals of the control API: problem details (RFC 9457). */
import type { FastifyReply } from 'fastify';
import { z } from 'zod';

export function invalid(reply: FastifyReply, error: z.ZodError): FastifyReply {
  return problem(reply, 400, 'invalid_input', z.prettifyError(error));
}

export function problem(reply: FastifyReply, status: number, code: string, detail: string): FastifyReply {
  return reply
    .code(status)
    .type('application/problem+json')
    .send({ type: `urn:diboas:sandbox:${code}`, title: code.replaceAll('_', ' '), status, detail, code });
}
