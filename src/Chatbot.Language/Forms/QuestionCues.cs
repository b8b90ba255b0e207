namespace Chatbot.Language;

/// <summary>Tells by its form whether a reply asks something.</summary>
internal static class QuestionCues
{
    /// <summary>A question by its form.</summary>
    public static bool Asks(ReplyText reply)
    {
        var words = reply.Words;
        if (reply.HasQuestionMark)
            return words.Count > 0;
        // «bentar, saya tanya dia dulu»
        if (words.Count > 2 && words[0] is "bentar" or "sebentar" or "bntr" or "tunggu" or "sik" or "sek" or "antos" or "tar" && reply.HasPair("tanya|nanya|takon|tanyain|naros", "dia|dulu|suami|istri|anak|orangnya|sik|heula|ibu|bapak"))
            return false;
        // «sopo yo, tak takok sek»
        if (words.Count > 2 && reply.HasPair("takok|takon|tanya|nanya|tanyain|takokno|takonke|tanyakan", "sek|sik|dulu|disik|dl|heula") && reply.Has("tak", "saya", "aku", "sy", "kulo", "ta")
            && !reply.HasQuestionMark && !reply.Has("mau", "boleh", "numpang", "bisa", "ijin", "izin", "arep", "bade", "pengen", "mo"))
            return false;
        // «kumaha saena we»: up to you
        if (words.Count <= 5 && reply.HasPair("kumaha|piye|pripun", "saena|saene|sae|apike|alusna|mawon|we|wae|waelah"))
            return false;
        // «hmm gimana ya» hesitates
        if (words.Count is > 0 and <= 4 && words[0] is "hm" or "hmm" or "hmmm" or "duh" or "aduh" or "waduh" or "eh" or "aduhh" && words[^1] is "ya" or "yah" or "yo" or "nih" or "nya")
            return false;
        // «ga akan gw kasih, kata bank jangan kasih kode ke siapa2»
        if (words.Count > 3 && ReplyText.IsNot(words[0]) && words[1] is "akan" or "bakal" or "mau" or "boleh")
            return false;
        // «harus lengkap ya»
        if (words.Count > 2 && words[0] is "harus" or "kudu" or "mesti" or "wajib" && words[^1] is "ya" or "yo" or "to" or "nya")
            return true;
        // «ini beneran resmi gak»
        if (words.Count > 2 && words[^1] is "gak" or "ga" or "nggak" or "tidak" or "ora" or "teu" or "gk" or "ndak" or "kan"
            && words[^2] is "resmi" or "aman" or "asli" or "beneran" or "penipuan" or "serius" or "gratis" or "bohong")
            return true;
        // «sakit biasa ditanggung ga», «di luar kota dapat gak»
        if (words.Count > 2 && words[^1] is "gak" or "ga" or "nggak" or "gk" or "g" or "ndak" or "ora" or "teu" or "ngga" or "kah" or "mboten"
            && (words[^2] is "dapat" or "dapet" or "cair" or "kena" or "berlaku" or "hangus" or "rugi" or "untung" or "termasuk" or "masuk"
            || words[^2].Length > 5 && words[^2].StartsWith("di", StringComparison.Ordinal)))
            return true;
        // «nomer saya disebar gak nih», «dibagi ke bank gak datanya»
        for (var i = 0; i + 2 < words.Count; i++)
        {
            if (words[i].Length < 6 || !words[i].StartsWith("di", StringComparison.Ordinal))
                continue;
            for (var k = i + 1; k <= i + 3 && k + 1 < words.Count; k++)
            {
                if (words[k] is "gak" or "ga" or "gk" or "nggak" or "ngga" && words[k + 1] is "nih" or "ya" or "sih" or "data" or "datanya" or "nanti" or "nantinya" or "kak" or "pak" or "bu")
                    return true;
            }
        }

        // «pakai nama di ktp atau ijazah»
        if (reply.Asked is "name" && reply.Has("atau", "atawa", "utawa"))
            return true;
        // «ktp lama boleh», «saya udah terdaftar belum ya»
        var last = words.Count > 0 && words[^1] is "ya" or "yo" or "kak" or "y" ? words.Count - 2 : words.Count - 1;
        if (last >= 2 && words[last] is "boleh" or "bisa" && words[last - 1] is not ("aja" or "saja" or "wae" or "pun") && reply.Asked is not ("confirm" or "consent" or "next"))
            return true;
        if (last >= 1 && words[last] is "belum" or "blm" or "durung" or "dereng" or "acan" &&
            words.FindIndex(w => w is "udah" or "sudah" or "sdh" or "wis" or "udh" or "parantos" or "atos") is var done
                && done >= 0 && done < last)
            return true;
        for (var i = 0; i < words.Count; i++)
        {
            switch (words[i])
            {
                // «minta data lain aja napa», «berapa pun»
                case "napa" when i > 0 && words[i - 1] is "aja" or "saja" or "dong" or "dulu":
                case "berapa" or "brp" or "berapapun" when i + 1 < words.Count && words[i + 1] is "pun":
                    break;
                case "berapa" or "brp" or "brapa" or "pinten" or "piro" or "sabaraha" or "berpa" or "brpa" or "pira":
                    if (!reply.HasNot("tau", "tahu", "inget", "ingat", "ngerti"))
                        return true;
                    break;
                case "kenapa" or "knp" or "mengapa" or "ngapain" or "kenopo" or "naha" or "napa" or "ngopo" or "knpa" or "kunaon":
                case "gimana" or "bagaimana" or "gmn" or "gmana" or "piye" or "kumaha" or "kepriye" or "bgmn" or "pripun" or
                    "gimna" or "bgaimana":
                case "apakah" or "bolehkah" or "bisakah" or "haruskah" or "perlukah" or "benarkah" or "amankah" or "kah" or
                    "apaan" or "apkah" or "adakah" or "wajibkah" or "dimanakah":
                case "dimana" or "dmn" or "dimna" or "nangdi" or "kemana" or "ngendi" or "dimanah" or "dmana":
                    return true;
                case "kapan" or "kpn" or "iraha" or "kapn" when reply.Asked is not "text":
                    return !reply.HasNot("tau", "tahu", "inget", "ingat", "ngerti") && (i + 1 >= words.Count || words[i + 1] is not ("kapan" or "aja" or "saja" or "wae" or "bae" or "pun" or "mawon"));
                case "siapa" or "sapa" or "sopo" or "saha" when i > 0 && (ReplyText.IsNot(words[i - 1]) || words[i - 1] == words[i])
                    || i + 1 < words.Count && words[i + 1] == words[i]:
                    break;

                case "siapa" or "sapa" or "sopo" or "saha" when i + 1 >= words.Count
                    || words[i + 1] is not ("takut" or "saja" or "aja")
                    || i + 2 < words.Count && words[i + 2] is "yang" or "yg" or "sing" or "nu":
                    return true;
                // «082 terus apa ya, lupa»
                case "apa" or "opo" or "naon" when i + 1 < words.Count && words[i + 1] is "ya" or "yo" && reply.Has("lupa", "lali", "poho"):
                    break;
                case "apa" or "opo" or "naon" or "apaya" or "nopo" or "punapa":
                    // «tidak apa-apa», «apa saja», «apa aja boleh» answer
                    if (i > 0 && (ReplyText.IsNot(words[i - 1]) || words[i - 1] is "apa" or "opo" or "ga") || i + 1 < words.Count
                        && words[i + 1] is "saja" or "aja" or "adanya" or "wae" or "apa" or "ae")
                    {
                        if ((words.Count <= 3 || reply.Asked is "job")
                            && (reply.Asked is "job" || !(i > 0 && words[i - 1].EndsWith("nya", StringComparison.Ordinal)))
                            || !reply.Has("syarat", "syaratnya", "syarate", "isinya", "programnya", "datanya", "apanya", "yang",
                            "itu", "sih", "bedanya", "dapat", "manfaat", "syarat", "syaratnya", "dapet"))
                            break;
                    }

                    return true;
                case "mana" when i > 0 && i == words.Count - 1:
                case "saranin" or "rekomendasi" or "rekomendasinya" or "sarannya" or "saran":
                    return true;
                case "mana" when i > 0 && i + 1 < words.Count && words[i + 1] is "mana":
                case "mana" when i > 0 && words[i - 1] is "mana":
                    break;
                case "mana" when i > 0 && words[i - 1] is "lewat" or "via" or "dari" or "pakai" or "pake" or "dr" or "lwt" or "liwat":
                case "pundi" when i > 0:
                    return true;
                case "mana" when i > 0 && words[i - 1] is "yang" or "yg" or "di" or "ke" or "sing" or "liat" or "lihat" or "bagusan" or "enakan" or "bagus" or "mending" or "cocok" or "baiknya" or "untung":
                    return true;
                case "bisa" or "boleh" or "bs" or "blh" or "harus" or "perlu" or "wajib" or "aman" or "iso" or "tiasa" or
                    "kudu" or "mesti" or "kena" or "ada" or "oleh" or "bayar" or "gratis" or "beda":
                    if (AsksAfter(words, i))
                        return true;
                    break;
                case "emang" or "emangnya" or "memang" or "memangnya" when i == 0 && words.Count > 2 && reply.Asked is not "confirm":
                    return words.Count > 3;
                case "maksudnya" or "maksude" or "maksdnya" when words.Count <= 4 && !(i > 0 && reply.Has("salah", "keliru", "kliru")):
                    return true;
                case "kok" when (i == 0 || words.Count > 3) && !EndsClause(reply, "kok")
                    && !(i > 0 && YesNoWords.Role(words[i - 1]) is YesNoRole.Yes or YesNoRole.WeakYes):
                    return true;
                case "tanya" or "nanya" or "takon" or "tnya" or "naros" when i + 1 < words.Count && words[i + 1] is "suami" or
                    "istri" or "bapak" or "ibu" or "keluarga" or "orangnya" or "anak" or "orang" or "bos" or "bojo" or
                    "suamiku" or "istriku" or "teman":
                    break;
                case "tanya" or "nanya" or "takon" or "tnya" or
                    "naros" when reply.Has("mau", "boleh", "numpang", "ijin", "izin", "pengen", "arep", "bade", "mo", "bisa",
                    "dulu", "dong"):
                    return true;
                case "jelaskan" or "jelasin" or "dijelasin" or "terangkan" or "contohnya" or "contohnyaa" or "jelasno":
                    return true;
            }
        }

        return false;
    }

    /// <summary>«udah tau kok, dia yang minta»: stresses what was said and asks nothing.</summary>
    private static bool EndsClause(ReplyText reply, string word)
    {
        var at = reply.Scanned.Tokens.FindIndex(t => t.IsWord && t.Text == word);
        return at > 0 && (at + 1 >= reply.Scanned.Count || reply.Scanned[at + 1].Symbol is ',' or '.');
    }

    /// <summary>«bisa ga», «boleh gak ya», «harus ktp ya gak», «aman kan»: a short «not» behind the verb turns it into a question.</summary>
    private static bool AsksAfter(List<string> words, int verb)
    {
        // «kadang ada kadang enggak» answers
        if (words.Contains("kadang"))
            return false;
        for (var k = verb + 1; k <= verb + 5 && k < words.Count; k++)
        {
            if (words[k] is not ("ga" or "gak" or "gk" or "nggak" or "ngga" or "tidak" or "tdk" or "g" or "kah" or "ora" or
                "ndak" or "enggak" or "teu" or
                "gx" or "kan" or "henteu" or "kagak" or "mboten" or "ra" or "gag" or "engga"))
                continue;
            if (k == words.Count - 1)
                return true;
            // «ada gak masalah» goes on: it answers
            if (words[verb] is "ada" && words.Count <= 3)
                return false;
            return words[k + 1].Length > 4 && words[k + 1].EndsWith("nya", StringComparison.Ordinal) && words[k + 1] is not ("punya" or "hanya" or "tanya" or "banyak") ||
                (k == verb + 1 && words[verb] is "bisa" or "boleh" or "harus" or "perlu" or "aman") ||
                words[k + 1] is "ya" or "sih" or "kak" or "pak" or "bu" or "min" or "mas" or "mbak" or "y" or "yo" or "kalo" or
                    "kalau" or "klo" or "to" or
                    "kang" or "nih" or "dek" or "bang" or "admin" or "nanti" or "ntar" or "dulu";
        }

        return false;
    }
}
