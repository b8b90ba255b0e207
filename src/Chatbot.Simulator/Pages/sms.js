// The same count as Chatbot.Sms.SmsText: 160 letters of GSM-7 (153 each in several), 70 of UCS-2 (67).
const BASIC = '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const EXTENDED = '\f^{}\\[~]|€';
const UNITS = new Map([...[...BASIC].map(letter => [letter, 1]), ...[...EXTENDED].map(letter => [letter, 2])]);

export function measure(text) {
  const letters = [...text];
  const plain = letters.every(letter => UNITS.has(letter));
  const [single, each] = plain ? [160, 153] : [70, 67];
  let units = 0;
  let segments = 1;
  let inSegment = 0;
  for (const letter of letters) {
    const size = plain ? UNITS.get(letter) : letter.length;
    units += size;
    inSegment += size;
    if (inSegment > each) {
      segments++;
      inSegment = size;
    }
  }
  if (units <= single) segments = 1;
  return { encoding: plain ? 'GSM-7' : 'UCS-2', units, segments, room: segments === 1 ? single : segments * each };
}
