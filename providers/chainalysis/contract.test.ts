import { describeContract } from '@diboas/providers-kit/contract';
import { chainalysis } from './provider.ts';
import { entities, sanctions } from './testing/suites.ts';

describeContract(chainalysis, { addressScreening: entities });
describeContract(chainalysis, { addressScreening: sanctions });
