export { fillRecipientForm } from './recipient-form.ts';
