import type { LotChoiceStore, MethodChoice, ToldCost } from '@diboas/reports';

/** What people said of their lots, in memory, each by its key in the database. */
export function createMemoryLotChoices(): LotChoiceStore {
  const told = new Map<string, { readonly customerId: string; readonly one: ToldCost }>();
  const methods = new Map<string, { readonly customerId: string; readonly one: MethodChoice }>();
  const nameOf = (...parts: readonly (string | number)[]) => parts.join(' ');
  return {
    async lotChoices(customerId) {
      const own = <One>(kept: Iterable<{ readonly customerId: string; readonly one: One }>) =>
        [...kept].filter((row) => row.customerId === customerId).map(({ one }) => one);
      return {
        told: own(told.values()).toSorted((left, right) =>
          left.transactionId < right.transactionId ? -1 : 1,
        ),
        methods: own(methods.values()).toSorted((left, right) => left.since - right.since),
      };
    },
    async tellCost(customerId, one) {
      told.set(nameOf(customerId, one.transactionId), { customerId, one });
    },
    async untellCost(customerId, transactionId) {
      told.delete(nameOf(customerId, transactionId));
    },
    async chooseMethod(customerId, one) {
      methods.set(nameOf(customerId, one.asset, one.since), { customerId, one });
    },
  };
}
