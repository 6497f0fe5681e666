import { vocabulary } from "./labels.ts";

const list = (words: string): ReadonlySet<string> => new Set(words.split(" "));

/** Street types that follow the name (Singapore street naming), lower case, and the usual abbreviations. */
export const STREET_TYPES = list(
  "avenue ave av street st road rd drive dr crescent cres cr close cl place pl lane ln link lk loop walk wk way terrace terr ter " +
    "grove gr park pk view vw rise ring heights hts hill garden gardens gdn gdns green grn gate court ct circle circus boulevard " +
    "blvd bvd parkway pkwy pwy highway hwy quay qy square sq central ctrl vale valley mall turn track trk farmway sector concourse " +
    "promenade ridge bow cross estate field plain point vista junction alley drove lorong lor lrg",
);

/** Those types that are no everyday words: in small letters they still make a street. */
export const PLAIN_STREET_TYPES = list(
  "avenue ave street st road rd drive dr crescent cres lane ln terrace terr boulevard blvd parkway pkwy highway hwy quay farmway ctrl gdn gdns hts pl bvd pwy av lor lrg",
);

/** Words that stand before the name, Malay and directions. */
export const STREET_PREFIXES = list(
  "jalan jln jl lorong lor lrg bukit bt taman kampong kg lengkong lkg tanjong tg sungei sg padang telok pulau mount mt upper upp north nth south sth east west saint",
);

/** Prefixes that are no English words. */
export const PLAIN_STREET_PREFIXES = list(
  "jalan jln lorong lor lrg bukit taman kampong lengkong lkg tanjong sungei padang telok pulau",
);

/** Labels of an address as a whole. */
export const ADDRESS_LABELS = vocabulary([
  "address",
  "addr",
  "add",
  "home address",
  "residential address",
  "registered address",
  "mailing address",
  "billing address",
  "delivery address",
  "shipping address",
  "correspondence address",
  "residence",
  "residing at",
  "resides at",
  "living at",
  "lives at",
  "staying at",
  "stay at",
  "stays at",
  "deliver to",
  "alamat",
  "地址",
  "住址",
]);

/** Addresses of machines, not of people. */
export const NO_ADDRESS = /(?:e-?mail|mail|ip|mac|web|url|wallet|memory|host|server|bitcoin|btc|eth)[ _.-]{0,2}$/i;

/** Words that no name holds: a sentence with a number in it is no street. */
export const NO_NAME = list(
  "to in on at for from by with is are was were be been this that these those it its we you they our your my his her their or not as so if when then than more less about after before per each",
);

/** Words in small letters that a street name may hold. */
export const NAME_PARTICLES = list("of the and de la");
