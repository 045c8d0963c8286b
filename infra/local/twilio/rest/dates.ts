/** Dates of the 2010 API: `Thu, 30 Jul 2015 23:19:04 +0000` (RFC 2822). */
export const rfc2822 = (iso: string): string => new Date(iso).toUTCString().replace("GMT", "+0000");
