/**
 * A value as another program prints it in the form in which the truth holds it.
 *
 * @param {string} type
 * @param {string} text
 * @returns {string} `type value`
 */
export function normalise(type, text) {
  return `${type} ${canonical(type, text.trim())}`;
}

/**
 * @param {string} type
 * @param {string} text
 */
function canonical(type, text) {
  switch (type) {
    case "sg-nric":
      return text.replaceAll(/[^0-9A-Za-z]/g, "").toUpperCase();
    case "payment-card":
      return text.replaceAll(/[^0-9]/g, "");
    case "phone":
      return e164(text);
    case "sg-address":
      return /([0-9]{6})[^0-9]*$/.exec(text)?.[1] ?? text;
    default:
      return text.toLowerCase();
  }
}

/** Singapore numbers as they are written at home get their country code. @param {string} text */
function e164(text) {
  const digits = text.replaceAll(/[^0-9]/g, "");
  if (/^[3689][0-9]{7}$/.test(digits)) return `+65${digits}`;
  return `+${digits.replace(/^00/, "")}`;
}
