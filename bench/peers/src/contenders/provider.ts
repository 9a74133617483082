/**
 * The outside world of a peer: it accepts at once and then waits until the driver, which plays the provider's
 * webhooks, has heard of it. `Order` is what the provider was given to call back with.
 */
export interface WaitingRoom<Order> {
  /** The step "send": hands the order over. */
  submit(transactionId: string, order: Order): 'accepted';
  /** Resolves with the order once it was submitted. */
  submitted(transactionId: string): Promise<Order>;
}

export function createWaitingRoom<Order>(): WaitingRoom<Order> {
  const waiting = new Map<string, PromiseWithResolvers<Order>>();
  function place(transactionId: string): PromiseWithResolvers<Order> {
    const known = waiting.get(transactionId);
    if (known) return known;
    const fresh = Promise.withResolvers<Order>();
    waiting.set(transactionId, fresh);
    return fresh;
  }
  return {
    submit(transactionId, order) {
      place(transactionId).resolve(order);
      return 'accepted';
    },
    async submitted(transactionId) {
      const order = await place(transactionId).promise;
      waiting.delete(transactionId);
      return order;
    },
  };
}
