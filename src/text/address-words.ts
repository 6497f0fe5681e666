const list = (words: string): ReadonlySet<string> => new Set(words.split(" "));

/** Street types that follow the name (Singapore street naming), lower case, and the usual abbreviations. */
export const STREET_TYPES = list(
  "avenue ave av street st road rd drive dr crescent cres cr close cl place pl lane ln link lk loop walk wk way terrace terr ter " +
    "grove gr park pk view vw rise ring heights hts hill garden gardens gdn gdns green grn gate court ct circle circus boulevard " +
    "blvd bvd parkway pkwy pwy highway hwy quay qy square sq central ctrl vale valley mall turn track trk farmway sector concourse " +
    "promenade ridge bow cross estate field plain point vista junction alley drove lorong lor",
);

/** Those types that are no everyday words: in small letters they still make a street. */
export const PLAIN_STREET_TYPES = list(
  "avenue ave street st road rd drive dr crescent cres lane ln terrace terr boulevard blvd parkway pkwy highway hwy quay farmway ctrl gdn gdns hts pl",
);

/** Words that stand before the name, Malay and directions. */
export const STREET_PREFIXES = list(
  "jalan jln jl lorong lor lrg bukit bt taman kampong kg lengkong lkg tanjong tg sungei sg padang telok pulau mount mt upper upp north nth south sth east west saint",
);

/** Prefixes that are no English words. */
export const PLAIN_STREET_PREFIXES = list(
  "jalan jln lorong lor lrg bukit taman kampong lengkong lkg tanjong sungei padang telok pulau",
);

/** Words in small letters that a street name may hold. */
export const NAME_PARTICLES = list("of the and de la");
