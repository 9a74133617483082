import type { RiskProfileStore } from '@diboas/defi';
import type {
  AddressRecipientStore,
  AddressWatch,
  AuditLog,
  BankAccountStore,
  CoinClaimStore,
  CustomerStore,
  DraftStore,
  ExpectedStore,
  FloatStore,
  HealthStore,
  NoticeStore,
  PriceAlertStore,
  Quarantine,
  QuoteStore,
  RecipientStore,
  RecurringBuyStore,
  StandingStore,
  TransactionReader,
  TransactionStore,
  UnscreenedRecipients,
  VerificationStore,
  WalletStore,
} from '@diboas/orchestration';
import type { PortfolioStore } from '@diboas/portfolio';
import type { LotChoiceStore } from '@diboas/reports';

/** Everything diBoaS keeps. Each user takes only the port it needs. */
export type Store = TransactionStore &
  TransactionReader &
  QuoteStore &
  CustomerStore &
  StandingStore &
  FloatStore &
  CoinClaimStore &
  DraftStore &
  ExpectedStore &
  RecipientStore &
  AddressRecipientStore &
  UnscreenedRecipients &
  WalletStore &
  AddressWatch &
  BankAccountStore &
  VerificationStore &
  PortfolioStore &
  LotChoiceStore &
  RiskProfileStore &
  RecurringBuyStore &
  PriceAlertStore &
  NoticeStore &
  AuditLog &
  HealthStore &
  Quarantine;
