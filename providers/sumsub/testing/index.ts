export { passOnApplicantPage } from './applicant-page.ts';
