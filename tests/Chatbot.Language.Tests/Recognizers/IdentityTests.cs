namespace Chatbot.Language.Tests.Recognizers;

public sealed class IdentityTests
{
    private static readonly DateOnly Today = new(2026, 11, 21);

    private static readonly RecognizerOptions Options = new(new DateTimeOffset(2026, 11, 21, 9, 0, 0, TimeSpan.FromHours(7)));

    private static Resolution.Nik Nik(string text) =>
        (Resolution.Nik)NikRecognizer.Recognize(text, Options).ShouldHaveSingleItem().Resolution;

    private static Resolution.Phone Phone(string text) =>
        (Resolution.Phone)PhoneRecognizer.Recognize(text, Options).ShouldHaveSingleItem().Resolution;

    [Theory]
    [InlineData("NIK saya 5104 0269 0200 9003")]
    [InlineData("51.04.02.690200.9003")]
    [InlineData("５１０４０２６９０２００９００３")]
    [InlineData("lima satu nol empat nol dua enam sembilan nol dua nol nol sembilan nol nol tiga")]
    public void A_nik_is_read_through_separators_and_speech(string text)
    {
        var nik = Nik(text);
        nik.Digits.ShouldBe("5104026902009003");
        (nik.Province, nik.Regency, nik.District, nik.Sex).ShouldBe(("51", "51.04", "51.04.02", "F"));
        nik.Born.ShouldBe(new DateOnly(2000, 2, 29));
    }

    [Theory]
    [InlineData("510402290201900", "length")]
    [InlineData("5104022902019003", "date")]
    [InlineData("5104027202009003", "date")]
    [InlineData("5104021213889003", "date")]
    [InlineData("0904021202889003", "province")]
    [InlineData("5104021202880000", "serial")]
    [InlineData("510402l202889003", "letters")]
    [InlineData("nomor kk 5104021202889003", "kk")]
    [InlineData("1111111111111111", "dummy")]
    public void A_wrong_nik_says_what_is_wrong(string text, string reason)
    {
        var nik = Nik(text);
        nik.Valid.ShouldBeFalse();
        nik.Reason.ShouldBe(reason);
        nik.Digits.ShouldBeNull();
    }

    [Fact]
    public void The_first_zero_of_a_mobile_number_may_be_a_letter() => Phone("wa saya O813 1234 5678").ShouldSatisfyAllConditions(
        phone => phone.Valid.ShouldBeTrue(), phone => phone.E164.ShouldBe("+6281312345678"));

    [Fact]
    public void Letters_typed_for_digits_are_offered_back_not_taken() => Nik("51O40212O2889003").Suggest.ShouldBe("5104021202889003");

    [Fact]
    public void A_retired_or_unknown_district_is_no_reason_to_refuse()
    {
        NikRecognizer.Check("9101011506859004", Today).ShouldSatisfyAllConditions(n => n.Valid.ShouldBeTrue(), n =>
            n.KnownRegency.ShouldBeTrue());
        NikRecognizer.Check("3369991506859004", Today).ShouldSatisfyAllConditions(n => n.Valid.ShouldBeTrue(), n =>
            n.KnownRegency.ShouldBeFalse());
    }

    [Fact]
    public void A_birth_date_to_come_belongs_to_the_last_century() =>
        NikRecognizer.Check("3317012112269001", Today).Born.ShouldBe(new DateOnly(1926, 12, 21));

    [Fact]
    public void A_nik_never_shows_in_text() => Nik("5104026902009003").ToString().ShouldNotContain("5104");

    [Theory]
    [InlineData("kpj saya 21098765432")]
    [InlineData("kartu kesehatan 0001234509876")]
    [InlineData("081234567890")]
    [InlineData("no rekening 1234567890123456")]
    public void Another_kind_of_number_is_no_nik(string text) => NikRecognizer.Recognize(text, Options).ShouldBeEmpty();

    [Theory]
    [InlineData("0813 1122 3344", "+6281311223344", "Telkomsel")]
    [InlineData("+62 (0)857-1122-3344", "+6285711223344", "Indosat")]
    [InlineData("wa 62895 1122 33445", "+62895112233445", "Tri")]
    [InlineData("nol delapan tujuh tujuh satu satu dobel dua tiga tiga empat empat", "+6287711223344", "XL")]
    public void A_mobile_number_becomes_international(string text, string number, string brand)
    {
        var phone = Phone(text);
        (phone.E164, phone.Type, phone.Operator).ShouldBe((number, "MOBILE", brand));
    }

    [Theory]
    [InlineData("(0295) 691234", "+62295691234", "FIXED_LINE", "ID")]
    [InlineData("+60 12 345 6789", "+60123456789", "MOBILE", "MY")]
    [InlineData("+966 50 123 4567", "+966501234567", "MOBILE", "SA")]
    public void Fixed_and_foreign_numbers_are_told_apart(string text, string number, string type, string region)
    {
        var phone = Phone(text);
        (phone.E164, phone.Type, phone.Region).ShouldBe((number, type, region));
    }

    [Theory]
    [InlineData("081234", "length")]
    [InlineData("0813112233445566", "length")]
    [InlineData("175", "short_code")]
    [InlineData("0813l1223344", "letters")]
    [InlineData("08131122334O", "letters")]
    public void A_number_that_fits_no_plan_is_not_taken(string text, string reason)
    {
        var phone = Phone(text);
        (phone.Valid, phone.E164, phone.Reason).ShouldBe((false, null, reason));
    }

    [Theory]
    [InlineData("nomor ini saja")]
    [InlineData("sama dengan nomor wa saya")]
    [InlineData("nomer iki wae")]
    public void This_number_is_the_senders_own(string text) =>
        PhoneRecognizer.Recognize(text, Options).ShouldHaveSingleItem().Resolution.ShouldBeOfType<Resolution.OwnPhone>();

    [Fact]
    public void A_count_behind_a_number_does_not_lengthen_it() => Phone("0813 1122 3344 2 orang").E164.ShouldBe("+6281311223344");

    [Fact]
    public void Two_numbers_in_one_message_are_two() =>
        PhoneRecognizer.Recognize("081311223344 / 085711223344", Options).Select(p => ((Resolution.Phone)p.Resolution).E164)
            .ShouldBe(["+6281311223344", "+6285711223344"]);

    [Fact]
    public void A_membership_number_has_eleven_digits() =>
        KpjRecognizer.Recognize("kpj 21098765432",
            Options).ShouldHaveSingleItem().Resolution.ShouldBe(new Resolution.Kpj("21098765432"));

    [Fact]
    public void An_address_is_read_without_the_dot_behind_it() =>
        EmailRecognizer.Recognize("kirim ke siti.aminah@contoh.co.id.",
            Options).ShouldHaveSingleItem().Resolution.ShouldBe(new Resolution.Email("siti.aminah@contoh.co.id"));

    [Theory]
    [InlineData("saya di rembang", "3317")]
    [InlineData("kota jogja", "3471")]
    [InlineData("tinggal di jaksel", "3174")]
    [InlineData("jatim", "35")]
    [InlineData("kab. Gunung Kidul", "3403")]
    [InlineData("surabya", "3578")]
    [InlineData("kecamatan muting", "930102")]
    public void A_place_is_found_by_name_short_name_and_slip(string text, string code)
    {
        var place = (Resolution.Place)PlaceRecognizer.Recognize(text, Options).ShouldHaveSingleItem().Resolution;
        place.Alternatives.Select(p => p.Code).Prepend(place.Code).ShouldContain(code);
    }

    [Theory]
    [InlineData("saya mau daftar")]
    [InlineData("batu dan pati")]
    public void Everyday_words_are_no_place(string text) => PlaceRecognizer.Recognize(text, Options).ShouldBeEmpty();
}
