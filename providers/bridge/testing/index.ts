export { fillBankForm } from './bank-form.ts';
