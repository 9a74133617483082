// The European Union's consolidated list of financial sanctions. Source of the form: documents published by the Commission's
// service for them (https://webgate.ec.europa.eu/fsd/fsf, xmlFullSanctionsList_1_1).
import { accept } from '@diboas/kernel';
import { z } from 'zod';
import type { CountryReader } from '../entry/country.ts';
import type { ListEntry } from '../entry/entry.ts';
import type { Format } from './format.ts';
import { birthYearsOf, cleanNames, distinct, joinName, many, once, readYears } from './shape.ts';

const text = z.string().optional();

const nameAlias = z.object({
  '@wholeName': text,
  '@firstName': text,
  '@middleName': text,
  '@lastName': text,
  '@strong': z.enum(['true', 'false']).optional(),
});

const place = z
  .object({ '@countryIso2Code': text })
  .transform((element) => element['@countryIso2Code'] ?? '');

const birthdate = z.object({
  '@circa': z.enum(['true', 'false']).optional(),
  '@birthdate': text,
  '@year': text,
  '@yearRangeFrom': text,
  '@yearRangeTo': text,
});

const sanctionEntity = z.object({
  '@logicalId': z.string().min(1),
  subjectType: once(z.object({ '@code': z.enum(['person', 'enterprise']) })),
  nameAlias: z.array(nameAlias).min(1),
  citizenship: many(place),
  address: many(place),
  birthdate: many(birthdate),
});

const ENTITY = 'export/sanctionEntity';

const rootElement = z.object({ '@generationDate': z.iso.datetime({ offset: true }) });

export function createEuConsolidated(countryOf: CountryReader): Format {
  return {
    root: 'export',
    open(root) {
      const { '@generationDate': generated } = rootElement.parse(root);
      return {
        ...{ format: 'eu_consolidated_xml', list: 'eu' },
        isRecord: (path) => path === ENTITY,
        take: ({ value }) => entryOf(sanctionEntity.parse(value), countryOf),
        end: () => accept({ publishedOn: generated.slice(0, 10) }),
      };
    },
  };
}

function entryOf(entity: z.infer<typeof sanctionEntity>, countryOf: CountryReader): ListEntry {
  const kind = entity.subjectType['@code'] === 'person' ? 'person' : 'entity';
  const births = entity.birthdate.map(({ '@circa': circa, ...dates }) =>
    birthYearsOf(readYears(Object.values(dates).join(' ')), circa === 'true'),
  );
  const places = kind === 'person' ? entity.citizenship : entity.address;
  let isFirst = true;
  const names = entity.nameAlias.map((alias) => {
    const isWeak = alias['@strong'] === 'false';
    const quality = isWeak ? ('weak' as const) : isFirst ? ('primary' as const) : ('strong' as const);
    isFirst &&= isWeak;
    const whole = alias['@wholeName'];
    const parts = [alias['@firstName'], alias['@middleName'], alias['@lastName']];
    return { text: whole ? joinName(whole) : joinName(...parts), quality };
  });
  return {
    ...{ list: 'eu', id: entity['@logicalId'], kind },
    names: cleanNames(names),
    births: births.filter((one) => one !== null),
    countries: distinct(places.map(countryOf)),
    addresses: [],
  };
}
