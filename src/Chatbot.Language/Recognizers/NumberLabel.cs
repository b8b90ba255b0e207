namespace Chatbot.Language;

/// <summary>What the words around a long number say that it is.</summary>
internal enum NumberLabel
{
    None,
    Nik,
    FamilyCard,
    Phone,
    Kpj,
    HealthCard,
    TaxNumber,
    Account,
}

/// <summary>Reads the words around a long number. The nearest word before it decides, then the words right after it.</summary>
internal static class NumberLabels
{
    private const int WordsBefore = 6;

    public static NumberLabel Before(DigitRun run)
    {
        var text = run.Text;
        var first = run.FirstToken();
        var pointed = false;
        for (var i = first - 1; i >= 0 && i >= first - WordsBefore; i--)
        {
            // Another number or a new part of the sentence ends what a label covers.
            if (text[i].IsDigits || text[i].Symbol is ';')
                break;
            if (text[i].Symbol is ',' && i < first - 1)
            {
                // «adanya kartu keluarga, nomornya 1807…» speaks of the card before the comma
                if (pointed || text.Word(i + 1) is not ("nomornya" or "nomernya" or "nmrnya" or "nomere" or "nomerna" or "angkanya"))
                    break;
                pointed = true;
                continue;
            }

            if (Label(text, i, first) is var label and not NumberLabel.None)
                return pointed && label is not NumberLabel.FamilyCard ? NumberLabel.None : label;
        }

        return After(run);
    }

    private static NumberLabel Label(ScannedText text, int i, int first)
    {
        switch (text.Word(i))
        {
            case "nik" or "ktp" or "nikku" or "niknya" or "nikny" or "kependudukan" or "ektp" or "ktpnya":
                return NumberLabel.Nik;
            case "kk" when IsFamilyCard(text, i, first):
            case "keluarga" when text.Word(i - 1) is "kartu" or "krtu":
            case "kknya" or "nokk":
                return NumberLabel.FamilyCard;
            case "kpj" or "kpjnya":
                return NumberLabel.Kpj;
            case "npwp":
                return NumberLabel.TaxNumber;
            case "rekening" or "rek" or "norek" or "va" or "briva" or "resi" or "virtual":
                return NumberLabel.Account;
            case "kesehatan" or "kis" or "jkn":
                return NumberLabel.HealthCard;
            case "hp" or "wa" or "telp" or "telepon" or "tlp" or "handphone" or "whatsapp" or "ponsel" or "telpon" or
                "hpku" or "hpnya" or
                "tel" or "phone" or "wanya" or "nohp" or "tlpn" or "telfon" or "sms":
                return NumberLabel.Phone;
            default:
                return NumberLabel.None;
        }
    }

    /// <summary>«no kk», «kk:»; by itself «kk» is also short for «kakak».</summary>
    private static bool IsFamilyCard(ScannedText text, int i, int first) =>
        text.Word(i - 1) is "no" or "nomor" or "nmr" or "nomer" or "nomr" or "kartu" or "di" or "pakai" or "pake" ||
        text[i + 1].Symbol == ':' || text.Word(i + 1) is "saya" or "aja" or "sy" or "nya" || (i == 0 && first == 1) ||
        (text[i - 1].Symbol == '.' && text.Word(i - 2) is "no");

    private static NumberLabel After(DigitRun run)
    {
        var text = run.Text;
        var at = run.FirstToken();
        while (at < text.Count && text[at].Start < run.End)
            at++;
        for (var i = at; i < at + 7 && i < text.Count; i++)
        {
            if (text[i].IsDigits)
                break;
            if (text.Word(i) is "kk" && text.Word(i - 1) is "no" or "nomor" or "nmr" or "nomer" && i > at)
                return NumberLabel.FamilyCard;
            if (text.Word(i) is "keluarga" && text.Word(i - 1) is "kartu")
                return NumberLabel.FamilyCard;
            if (text.Word(i) is "kesehatan" && text.Word(i - 1) is "bpjs")
                return NumberLabel.HealthCard;
            if (text.Word(i) is "kpj")
                return NumberLabel.Kpj;
            if (text.Word(i) is "rekening" or "npwp")
                return NumberLabel.Account;
        }

        return NumberLabel.None;
    }
}
